namespace Ethico.Ops.Domain.Migration;

/// <param name="Name">As the file's format has it.</param>
public sealed record SourceColumn(string Name, ColumnShape Shape);
