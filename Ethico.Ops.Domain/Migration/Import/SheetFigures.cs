using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The reconciliation sheet (migration.md 4.7) in figures: every source row is accounted for, and live agrees with the source.</summary>
/// <param name="SourceRows">From the files, read again.</param>
/// <param name="LiveRecords">Records of this run that stand in the tenant now: created, less what is gone.</param>
/// <param name="Reasons">Of skipped and failed rows, code and count: SKIP EXISTS, FAIL 23514 some_constraint.</param>
/// <param name="Apart">PEOPLE, INVESTIGATIONS, LOCATIONS, CATEGORIES made; listed apart from the rows.</param>
public sealed record SheetFigures(
    int SourceRows, int Created, int Updated, int Merged, int Skipped, int Failed, int LiveRecords, IReadOnlyList<SheetLine> Lines,
    IReadOnlyDictionary<string, int> Reasons, IReadOnlyDictionary<string, int> Apart)
{
    /// <summary>Which rows were skipped or failed, by reason. Kept with the sheet, since the plan they come from is purged.</summary>
    public IReadOnlyDictionary<string, SheetRows> Rows { get; init; } = new Dictionary<string, SheetRows>(StringComparer.Ordinal);

    /// <summary>Source rows = created + updated + merged + skipped + failed, and what was created is there.</summary>
    public bool IsBalanced => SourceRows == Created + Updated + Merged + Skipped + Failed && LiveRecords == Created;

    /// <summary>What has to be explained before somebody signs: each difference, and each failed row by itself.</summary>
    public IReadOnlyList<string> Open => [.. Lines.Where(l => l.Difference != 0).Select(l => l.Subject), .. Reasons.Keys.Where(IsFailure).SelectMany(FailedOf)];

    public static bool IsFailure(string reason) => reason.StartsWith("FAIL ", StringComparison.Ordinal);

    /// <summary>What a note on a row is kept under.</summary>
    public static string RowSubject(int row) => FormattableString.Invariant($"ROW {row}");

    /// <summary>Subjects of the rows that failed for a reason; rows that are not listed one by one are explained together, by the reason.</summary>
    public IEnumerable<string> FailedOf(string reason) =>
        Rows.GetValueOrDefault(reason) is { } rows ? rows.Each().Select(RowSubject).Concat(rows.More > 0 ? [reason] : []) : [reason];

    /// <summary>SHA-256 over the figures in their written order.</summary>
    public byte[] Digest()
    {
        var text = new StringBuilder();
        text.Append(FormattableString.Invariant($"{SourceRows}|{Created}|{Updated}|{Merged}|{Skipped}|{Failed}|{LiveRecords}\n"));
        foreach (var line in Lines.OrderBy(l => l.Subject, StringComparer.Ordinal))
            text.Append(FormattableString.Invariant($"{line.Subject}|{line.Source}|{line.Live}\n"));
        foreach (var (name, count) in Reasons.Concat(Apart).OrderBy(r => r.Key, StringComparer.Ordinal))
            text.Append(FormattableString.Invariant($"{name}|{count}\n"));
        foreach (var (reason, rows) in Rows.OrderBy(r => r.Key, StringComparer.Ordinal))
            text.Append(FormattableString.Invariant($"{reason}|{rows.Numbers}|{rows.More}\n"));
        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>Both sides' totals line by line, what only one of them has included.</summary>
    public static IReadOnlyList<SheetLine> Compare(string kind, IReadOnlyDictionary<string, int> source, IReadOnlyDictionary<string, int> live) =>
        [.. source.Keys.Union(live.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(k => new SheetLine($"{kind} {k}", source.GetValueOrDefault(k), live.GetValueOrDefault(k)))];
}
