namespace Ethico.Ops.Domain.Migration;

/// <summary>One source row beside its record.</summary>
public sealed record SideBySide(int Position, int Row, PlanAction Action, string? Key, IReadOnlyList<SideLine> Lines)
{
    public bool HasMasked => Lines.Any(l => l.IsMasked);
}
