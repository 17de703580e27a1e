namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>One record of a JSON file and where it begins.</summary>
/// <param name="ArrayName">The property it was found under; null for an outer list or a record a line.</param>
internal readonly record struct JsonRecord(JsonSlice Slice, long Line, long Offset, string? ArrayName);
