namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Cells and the total beside them, as they may leave together.</summary>
public sealed record ShownRow(IReadOnlyList<ShownCount> Cells, ShownCount Total);
