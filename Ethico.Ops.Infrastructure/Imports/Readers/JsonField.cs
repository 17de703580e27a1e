namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>One flat value of a JSON record.</summary>
/// <param name="IsStructure">A list of objects, or what nests deeper than four levels: kept as JSON text.</param>
internal readonly record struct JsonField(string Name, string Value, bool IsStructure, string? Fault);
