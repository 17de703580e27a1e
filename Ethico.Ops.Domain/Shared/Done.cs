namespace Ethico.Ops.Domain.Shared;

/// <summary>The value of an act that answers nothing but that it happened.</summary>
public readonly record struct Done;
