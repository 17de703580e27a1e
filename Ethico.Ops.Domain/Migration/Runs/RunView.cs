namespace Ethico.Ops.Domain.Migration;

/// <summary>A run with what its people chose: everything a page needs to stand where the last one stood.</summary>
public sealed record RunView(RunHead Head, RunDocument? Format, RunDocument? Mapping, RunDocument? Choices);
