using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Severities written as figures, whose direction only a person knows (MIG-VAL-002). One question, "Is 1 or 5 the worst?", gives
/// every figure of the column its word.
/// </summary>
/// <param name="Least">0 where the source writes 0, else 1.</param>
public sealed record SeverityScale(int Least, int Most)
{
    private const int FigureMost = 99;

    // What 6.5 gives the sources it knows: 3, 2 and 1 are High, Medium and Low.
    private static readonly string[] Three = [SeverityCode.High, SeverityCode.Medium, SeverityCode.Low];
    private static readonly string[] Four = [SeverityCode.Critical, SeverityCode.High, SeverityCode.Medium, SeverityCode.Low];

    /// <summary>The figure of a word such as 3, Level 3 or Stufe 3; null: it is none.</summary>
    public static int? FigureOf(string value) => value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) switch
    {
        [var figure] => Read(figure),
        [var word, var figure] when word.Equals("level", StringComparison.OrdinalIgnoreCase) || word.Equals("stufe", StringComparison.OrdinalIgnoreCase) => Read(figure),
        _ => null,
    };

    /// <summary>Null where no value is a figure, or there is but one: nothing to be asked.</summary>
    public static SeverityScale? Of(IEnumerable<string> values)
    {
        var figures = values.Select(FigureOf).OfType<int>().ToHashSet();
        return figures.Count == 0 ? null : new(figures.Contains(0) ? 0 : 1, Math.Max(figures.Max(), 2));
    }

    /// <param name="isLeastWorst">The answer: the small figures are the worst.</param>
    public string CodeOf(int figure, bool isLeastWorst)
    {
        var steps = Most - Least + 1;
        var fromWorst = Math.Clamp(isLeastWorst ? figure - Least : Most - figure, 0, steps - 1);
        return steps switch
        {
            2 => fromWorst == 0 ? SeverityCode.High : SeverityCode.Low,
            3 => Three[fromWorst],
            5 => Four[Math.Min(fromWorst, 3)],
            _ => Four[fromWorst * 4 / steps],
        };
    }

    /// <summary>The value map the answer makes of these values; what is no figure is left alone.</summary>
    public IReadOnlyList<ValueMapEntry> Entries(IEnumerable<string> values, bool isLeastWorst) =>
        [.. values.Select(v => (Value: v, Figure: FigureOf(v))).Where(v => v.Figure is not null).Select(v => new ValueMapEntry(v.Value, CodeOf(v.Figure!.Value, isLeastWorst)))];

    private static int? Read(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var figure) && figure <= FigureMost ? figure : null;
}
