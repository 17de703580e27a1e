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
        return format.FooterRows > 0 ? WithoutFooter(rows, format.FooterRows) : rows;
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
