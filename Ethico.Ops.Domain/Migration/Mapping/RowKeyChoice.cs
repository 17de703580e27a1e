namespace Ethico.Ops.Domain.Migration;

/// <summary>What tells a record of the source from all others: one column, up to three joined, or the digest of the row.</summary>
/// <param name="IsDigest">Later edits in the source then look like new records; the page warns.</param>
public sealed record RowKeyChoice(IReadOnlyList<string> Columns, bool IsDigest = false)
{
    public const int ColumnsMost = 3;

    /// <summary>Between joined columns, and neither trimmed nor folded.</summary>
    public const string Joint = "|";

    public static RowKeyChoice Digest { get; } = new([], IsDigest: true);
}
