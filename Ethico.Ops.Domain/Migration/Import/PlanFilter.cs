namespace Ethico.Ops.Domain.Migration;

/// <summary>Which rows of a plan, in the order of import; a page after the last position seen.</summary>
public sealed record PlanFilter(PlanAction? Action = null, ConflictKind? Conflict = null, string? Key = null, int AfterPosition = 0, int Size = 50)
{
    public const int SizeMost = 200;
}
