using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>One row of a sheet that holds something.</summary>
/// <param name="Number">The row's number in the sheet, from 1.</param>
/// <param name="Cells">Up to the last cell that is there; null and "" are blank. Used again for the next row.</param>
internal readonly record struct XlsxRecord(int Number, List<string?> Cells, List<RowFault>? Faults);
