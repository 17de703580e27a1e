namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One component's bar: points earned and missing, in tenths that add up to what is shown beside them.</summary>
public sealed record ShownPoints(Component Component, decimal Earned, decimal Missing);
