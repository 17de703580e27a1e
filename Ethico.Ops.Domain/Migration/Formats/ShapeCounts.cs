namespace Ethico.Ops.Domain.Migration;

/// <summary>Filled cells per shape; a cell counts under each shape it has.</summary>
public sealed record ShapeCounts(int Email, int Phone, int Date, int Number, int Boolean);
