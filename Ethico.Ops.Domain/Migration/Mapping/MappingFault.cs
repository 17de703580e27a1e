namespace Ethico.Ops.Domain.Migration;

/// <summary>What keeps a mapping from being confirmed, at the field it belongs to.</summary>
/// <param name="Code">For pages and tests: stable.</param>
/// <param name="Sentence">Names targets and columns, never a value.</param>
public sealed record MappingFault(string Code, string Sentence, string? Target = null, string? Column = null);
