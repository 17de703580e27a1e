using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Finds what should not travel unnoticed: US social security numbers, card numbers, health terms, and addresses and phone numbers in a
/// narrative. Linear in the text; may be shared by threads.
/// </summary>
/// <param name="healthTerms">The lists as edited: see <see cref="HealthTerms"/> for their form.</param>
public sealed class SensitiveFinder(IEnumerable<string> healthTerms)
{
    public const string Bullets = "•••";

    private static readonly SensitiveKinds[] OneByOne =
    [
        SensitiveKinds.SocialSecurityNumber, SensitiveKinds.CardNumber, SensitiveKinds.Phone, SensitiveKinds.Email, SensitiveKinds.HealthTerm,
    ];

    private readonly HealthTerms health = new(healthTerms);

    /// <summary>With the English and German lists that come with the portal.</summary>
    public static SensitiveFinder Shipped { get; } = new([.. HealthTerms.English, .. HealthTerms.German]);

    public SensitiveKinds Find(ReadOnlySpan<char> text, SensitiveKinds asked = SensitiveKinds.All)
    {
        var found = SensitiveKinds.None;
        var possible = Possible(text, asked);
        foreach (var kind in OneByOne)
            if ((possible & kind) != SensitiveKinds.None && Next(kind, text, 0, out _, out _))
                found |= kind;
        return found;
    }

    /// <summary>The text with each hit replaced by bullets; the same text where there is none.</summary>
    public string Mask(string text, SensitiveKinds asked)
    {
        List<(int Start, int End)>? hits = null;
        var possible = Possible(text, asked);
        foreach (var kind in OneByOne)
        {
            if ((possible & kind) == SensitiveKinds.None)
                continue;
            for (var from = 0; Next(kind, text, from, out var start, out var end); from = end)
                (hits ??= []).Add((start, end));
        }

        if (hits is null)
            return text;

        hits.Sort();
        var made = new StringBuilder(text.Length);
        var after = 0;
        foreach (var (start, end) in hits)
        {
            if (start >= after)
                made.Append(text, after, start - after).Append(Bullets);
            after = Math.Max(after, end);
        }

        return made.Append(text, after, text.Length - after).ToString();
    }

    // Most cells hold neither a digit nor an @: two vectorised looks spare three searches.
    private static SensitiveKinds Possible(ReadOnlySpan<char> text, SensitiveKinds asked)
    {
        var possible = asked;
        if (text.IndexOfAnyInRange('0', '9') < 0)
            possible &= ~(SensitiveKinds.SocialSecurityNumber | SensitiveKinds.CardNumber | SensitiveKinds.Phone);
        if (!text.Contains('@'))
            possible &= ~SensitiveKinds.Email;
        return possible;
    }

    private bool Next(SensitiveKinds kind, ReadOnlySpan<char> text, int from, out int start, out int end) => kind switch
    {
        SensitiveKinds.SocialSecurityNumber => SocialSecurityNumbers.Next(text, from, out start, out end),
        SensitiveKinds.CardNumber => CardNumbers.Next(text, from, out start, out end),
        SensitiveKinds.Email => EmailText.Next(text, from, out start, out end),
        SensitiveKinds.Phone => NarrativePhones.Next(text, from, out start, out end),
        _ => health.Next(text, from, out start, out end),
    };
}
