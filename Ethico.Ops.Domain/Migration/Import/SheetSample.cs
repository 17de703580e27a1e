namespace Ethico.Ops.Domain.Migration;

/// <summary>A drawn record beside its source, and what a person judged of it.</summary>
/// <param name="Matches">Null: not judged yet.</param>
public sealed record SheetSample(SideBySide Row, bool? Matches, string? Note, string? ByName, DateTimeOffset? At);
