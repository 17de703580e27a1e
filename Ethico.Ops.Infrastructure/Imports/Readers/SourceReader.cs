using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>The one way to the records of a file whose format is known. Streams; holds a record at a time, and the footer.</summary>
internal static class SourceReader
{
    /// <param name="content">From its beginning; for a workbook it has to be seekable. Not closed.</param>
    /// <exception cref="UnreadableSourceException">While enumerating: the file cannot be read on, with the place and the way out.</exception>
    public static IEnumerable<SourceRow> Rows(Stream content, FileFormat format, FormatLimits? limits = null, ReadingTally? tally = null)
    {
        limits ??= FormatLimits.Standard;
        tally ??= new();
        var rows = format.Kind switch
        {
            FileKind.Delimited => DelimitedRows.Read(content, format, limits, tally),
            FileKind.Xlsx => XlsxRows.Read(content, format, limits, tally),
            FileKind.Json or FileKind.NdJson => JsonRows.Read(content, format, limits),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format.Kind, "No reader for this kind."),
        };
        if (format.FooterRows > 0)
            rows = WithoutFooter(rows, format.FooterRows);
        return format.Order is { } order ? Ordered(rows, order) : rows;
    }

    private static IEnumerable<SourceRow> Ordered(IEnumerable<SourceRow> rows, IReadOnlyList<int> order)
    {
        var places = new int[order.Count];
        for (var i = 0; i < places.Length; i++)
            places[order[i]] = i;
        foreach (var row in rows)
        {
            var cells = new string[order.Count];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = row.Cells[order[i]];
            yield return row with
            {
                Cells = cells,
                Order = order,
                Faults = row.Faults?.Select(fault => fault.Column < 0 || fault.Column >= places.Length ? fault : fault with { Column = places[fault.Column] }).ToList(),
            };
        }
    }

    private static IEnumerable<SourceRow> WithoutFooter(IEnumerable<SourceRow> rows, int footer)
    {
        var held = new Queue<SourceRow>(footer + 1);
        foreach (var row in rows)
        {
            held.Enqueue(row);
            if (held.Count > footer)
                yield return held.Dequeue();
        }
    }
}
