using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The encoding as far as the first bytes tell (migration.md 4.2). UTF-8 without a mark has still to hold for the whole file.</summary>
/// <param name="IsCertain">A byte order mark, or the NUL bytes of UTF-16, decided.</param>
public sealed record EncodingGuess(string Name, bool HasMark, bool IsCertain, double Confidence, string Evidence)
{
    /// <summary>The evidence carries no proposal: a person has to say it. <see cref="Name"/> is then only what the first rows are read as.</summary>
    public bool NeedsChoice { get; init; }

    /// <summary>The card of step 2; without a value where nothing is proposed.</summary>
    public FormatFact Fact => new(FactKind.Encoding, NeedsChoice ? "" : Name, NeedsChoice ? 0 : Confidence, Evidence, Names, NeedsChoice);

    public static IReadOnlyList<string> Names { get; } = ["utf-8", "utf-16", "utf-16BE", "windows-1252"];

    private const double NulShare = 0.30;
    private const double LeastShare = 0.005;
    private const int PlainLeast = 8;
    private const int ChanceMost = 3;

    public static Outcome<EncodingGuess> Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]))
            return FormatRefusals.Utf32;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Marked("utf-8", "UTF-8");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Marked("utf-16", "UTF-16 LE");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Marked("utf-16BE", "UTF-16 BE");

        var (even, odd) = Nuls(head);
        if (even > NulShare && odd > NulShare)
            return FormatRefusals.NotText;
        if (odd > NulShare)
            return Counted("utf-16", odd, "odd");
        if (even > NulShare)
            return Counted("utf-16BE", even, "even");
        // Text of a script that needs both bytes has few of them, yet one with each of its line ends.
        if (odd > LeastShare && EndsLines(head, at: 0))
            return OfLines("utf-16");
        if (even > LeastShare && EndsLines(head, at: 1))
            return OfLines("utf-16BE");
        return Outcome.Of(new EncodingGuess("utf-8", false, false, 0.9, "The beginning of the file is valid UTF-8; the rest is being read."));
    }

    /// <summary>The whole file was read strictly.</summary>
    public EncodingGuess Proved(bool isAscii) => this with
    {
        IsCertain = true,
        Confidence = 1,
        Evidence = isAscii ? "The file holds ASCII only, which reads the same in every choice but UTF-16." : "The whole file is valid UTF-8.",
    };

    /// <summary>A byte that no UTF-8 text holds: what the older Windows programs write is the likeliest then.</summary>
    /// <param name="gap">The first byte that Windows-1252 does not know either.</param>
    /// <param name="beyond">Characters beyond ASCII before that byte that are UTF-8: what Windows writes hardly ever is, by chance.</param>
    public static EncodingGuess Windows(long line, long offset, (long Line, long Offset)? gap = null, int beyond = 0) => gap is { } place
        ? new("windows-1252", false, true, 0.3, string.Create(
            CultureInfo.InvariantCulture,
            $"Line {line}, byte {offset} is not UTF-8, and line {place.Line}, byte {place.Offset} is not Windows-1252, so neither is proposed: the file is written otherwise, or in two ways. Save it as UTF-8 where it comes from, or choose; until then it is read as Windows-1252, under which rows with such bytes are errors.")) { NeedsChoice = true }
        : beyond >= ChanceMost ? new("windows-1252", false, true, 0.4, string.Create(
            CultureInfo.InvariantCulture,
            $"Line {line}, byte {offset} is not UTF-8, though the {(beyond < 1_000 ? beyond : "1,000 and more")} characters beyond ASCII before it are: that byte may be damaged. Look at the marked characters below; if they do not read right, mend it where the file comes from and upload the file again."))
        : new("windows-1252", false, true, 0.8, string.Create(
            CultureInfo.InvariantCulture, $"Line {line}, byte {offset} is not UTF-8. Look at the marked characters below: do names read right?"));

    private static Outcome<EncodingGuess> Marked(string name, string words) =>
        Outcome.Of(new EncodingGuess(name, true, true, 1, $"The file begins with the byte order mark of {words}."));

    private static Outcome<EncodingGuess> Counted(string name, double share, string positions) => Outcome.Of(new EncodingGuess(name, false, true, 0.95, string.Create(
        CultureInfo.InvariantCulture, $"{share * 100:F0} % of the bytes on {positions} positions are NUL, as in UTF-16.")));

    private static Outcome<EncodingGuess> OfLines(string name) => Outcome.Of(new EncodingGuess(
        name, false, true, 0.8, "The line ends are written in two bytes, as in UTF-16. Look at the marked characters below: do they read right?"));

    // A line feed stands where UTF-16 writes one, with delimiters and figures written likewise. Two NUL together are no character of a text.
    private static bool EndsLines(ReadOnlySpan<byte> head, int at)
    {
        var (ends, plain) = (0, 0);
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i] == 0 && head[i + 1] == 0)
                return false;
            plain += head[i + at] is >= 0x20 and < 0x7F && head[i + 1 - at] is 0 ? 1 : 0;
            ends += head[i + at] is 0x0A && head[i + 1 - at] is 0 ? 1 : 0;
        }

        return ends > 0 && plain >= PlainLeast;
    }

    private static (double Even, double Odd) Nuls(ReadOnlySpan<byte> head)
    {
        var (even, odd) = (0, 0);
        if (!head.Contains((byte)0))
            return (0, 0);
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] != 0)
                continue;
            if (i % 2 == 0)
                even++;
            else
                odd++;
        }

        var pairs = Math.Max(1, head.Length / 2.0);
        return (even / pairs, odd / pairs);
    }
}
