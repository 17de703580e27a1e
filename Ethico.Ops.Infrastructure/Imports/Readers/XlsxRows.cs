using System.Globalization;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>The records of a sheet as rows under the columns of its format. A missing cell is a blank one: a sheet keeps no blanks.</summary>
internal static class XlsxRows
{
    public static IEnumerable<SourceRow> Read(Stream content, FileFormat format, FormatLimits limits, ReadingTally tally)
    {
        using var book = XlsxBook.Open(content, limits);
        var sheet = book.Sheets.FirstOrDefault(each => format.Sheet is null || string.Equals(each.Name, format.Sheet, StringComparison.Ordinal))
            ?? throw new UnreadableSourceException(new(FormatRefusals.SheetUnknown));

        var number = 0;
        foreach (var row in new XlsxSheet(book, limits, tally).Rows(sheet))
        {
            if (row.Number <= format.HeaderLine)
                continue;
            if (++number > limits.Rows)
                throw new UnreadableSourceException(FormatRefusals.TooManyRows(limits.Rows, row.Number, null));
            yield return Row(row, number, format.Columns.Count);
        }
    }

    private static SourceRow Row(XlsxRecord row, int number, int columns)
    {
        var cells = new string[columns];
        for (var i = 0; i < columns; i++)
            cells[i] = (i < row.Cells.Count ? row.Cells[i] : null) ?? "";
        // A cell without text can be at fault too: an error value beside the table.
        var width = Math.Max(row.Cells.Count, row.Faults?.Max(fault => fault.Column) + 1 ?? 0);
        if (width <= columns)
            return new(number, row.Number, cells, row.Faults);

        var faults = row.Faults ?? [];
        faults.Add(new("MIG-FIL-004", -1, string.Create(CultureInfo.InvariantCulture, $"{width} cells, header {columns}."))
        {
            Advice = "perhaps a remark beside the table, or a column without a header",
        });
        return new(number, row.Number, cells, faults) { Surplus = [.. row.Cells.Skip(columns).Select(each => each ?? "").DefaultIfEmpty("")] };
    }
}
