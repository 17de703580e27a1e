namespace Ethico.Ops.Domain.Migration;

/// <summary>One target of a record beside what feeds it.</summary>
/// <param name="Columns">Source columns, in the order they are joined.</param>
/// <param name="Source">The cells, joined by line breaks.</param>
/// <param name="Value">Staged before the import, live after it.</param>
/// <param name="Transforms">What lies between the two, by the names of the mapping.</param>
public sealed record SideLine(
    string Target, IReadOnlyList<string> Columns, string? Source, string? Value, IReadOnlyList<string> Transforms, bool IsMasked);
