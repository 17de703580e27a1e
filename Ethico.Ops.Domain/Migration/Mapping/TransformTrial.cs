namespace Ethico.Ops.Domain.Migration;

/// <summary>A feed tried on one of the first rows.</summary>
/// <param name="Fault">What went wrong, without the cell.</param>
public sealed record TransformTrial(string Input, string Output, string? Fault);
