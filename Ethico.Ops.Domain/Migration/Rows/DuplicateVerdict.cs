namespace Ethico.Ops.Domain.Migration;

/// <summary>What the others of its key, number and text make of a row.</summary>
/// <param name="MergedInto">The row that makes the record, under policy merge.</param>
/// <param name="SkipCode">KEPT_FIRST or KEPT_LAST, where the policy leaves the row out.</param>
public sealed record DuplicateVerdict(IReadOnlyList<Rule> Broken, int? MergedInto, string? SkipCode)
{
    public static DuplicateVerdict Alone { get; } = new([], null, null);
}
