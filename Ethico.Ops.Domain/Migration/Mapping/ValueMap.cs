namespace Ethico.Ops.Domain.Migration;

/// <summary>Which source word means which of ours, for one target. Words are compared folded (migration.md 6.1) and whole.</summary>
public sealed record ValueMap(string Target, IReadOnlyList<ValueMapEntry> Entries);
