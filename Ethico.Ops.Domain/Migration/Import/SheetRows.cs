using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Row numbers that share a reason, as a person reads them: "3, 5-8, 12".</summary>
/// <param name="Numbers">In ascending order; runs of numbers as first-last.</param>
/// <param name="More">Rows beyond those that are listed one by one.</param>
public sealed record SheetRows(string Numbers, int More)
{
    /// <summary>As many spans as findings are kept one by one (migration.md 4.4).</summary>
    public const int SpansMost = 10_000;

    /// <param name="spans">First and last of each run of numbers, ascending.</param>
    public static SheetRows Of(IReadOnlyCollection<(int First, int Last)> spans) => new(
        string.Join(", ", spans.Take(SpansMost).Select(s => s.First == s.Last
            ? s.First.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{s.First}-{s.Last}"))),
        spans.Skip(SpansMost).Sum(s => s.Last - s.First + 1));

    /// <summary>The numbers that are listed one by one.</summary>
    public IEnumerable<int> Each() => Numbers.Split(", ", StringSplitOptions.RemoveEmptyEntries).SelectMany(span =>
    {
        var ends = Array.ConvertAll(span.Split('-'), each => int.Parse(each, CultureInfo.InvariantCulture));
        return Enumerable.Range(ends[0], ends[^1] - ends[0] + 1);
    });

    public string Words => More == 0 ? Numbers : string.Create(CultureInfo.InvariantCulture, $"{Numbers} and {More:N0} more");
}
