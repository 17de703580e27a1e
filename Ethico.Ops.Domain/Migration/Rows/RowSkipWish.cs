namespace Ethico.Ops.Domain.Migration;

/// <summary>Rows to be left out, with why.</summary>
/// <param name="Row">Null: all rows of the group.</param>
/// <param name="Expected">How many the page counted.</param>
public sealed record RowSkipWish(FindingGroupKey Group, int? Row, string Reason, int Expected)
{
    public const int ReasonLeast = 10;
    public const int ReasonMost = 500;
}
