namespace Ethico.Ops.Domain.Shared;

/// <summary>A finished export.</summary>
/// <param name="Content">UTF-8 with byte-order mark, cells safe against formulas.</param>
/// <param name="IsCut">More rows fit the filter than an export holds.</param>
public sealed record CsvFile(string Name, ReadOnlyMemory<byte> Content, int Rows, bool IsCut);
