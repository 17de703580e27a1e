namespace Ethico.Ops.Domain.Access;

/// <summary>What became of a write.</summary>
/// <param name="IsKept">False: another window of the same person wrote in between; the other two are about that one.</param>
public sealed record DraftKept(bool IsKept, long Version, DateTimeOffset SavedAt);
