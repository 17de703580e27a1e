using System.Buffers;
using System.Globalization;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>The records of delimited text under a format: below the header, without blank lines, each as wide as the header.</summary>
internal static class DelimitedRows
{
    // Bytes 81, 8D, 8F, 90 and 9D, which the encoding leaves open.
    private static readonly SearchValues<char> WindowsGaps = SearchValues.Create("\u0081\u008D\u008F\u0090\u009D");

    public static IEnumerable<SourceRow> Read(Stream content, FileFormat format, FormatLimits limits, ReadingTally tally)
    {
        var decoder = TextDecoder.For(format.Encoding) ?? throw new UnreadableSourceException(new(FormatRefusals.EncodingUnknown));
        var text = new CharSource(content, decoder);
        var records = new DelimitedRecords(text, format.Delimiter, format.Quote, format.Escape, limits, tally, format.HasBlankBeforeQuote);
        SkipToData(text, records, format);

        var knowsGaps = string.Equals(format.Encoding, "windows-1252", StringComparison.OrdinalIgnoreCase);
        var number = 0;
        while (records.Read())
        {
            if (records.IsBlank)
            {
                tally.BlankLines++;
                continue;
            }

            if (++number > limits.Rows)
                throw new UnreadableSourceException(FormatRefusals.TooManyRows(limits.Rows, records.Line, records.Offset));
            yield return Row(records, number, format, knowsGaps);
        }
    }

    /// <summary>The delimiter an opening line sep=; names; null where there is none.</summary>
    public static char? Separator(ReadOnlySpan<char> window)
    {
        var at = window.StartsWith("\"") ? 1 : 0;
        if (!window[at..].StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || window.Length < at + 5)
            return null;
        var rest = window[(at + 5)..];
        if (at == 1 && rest.StartsWith("\""))
            rest = rest[1..];
        return rest.IsEmpty || rest[0] is '\r' or '\n' ? window[at + 4] : null;
    }

    // So that nobody takes the row for one record: whoever skips it leaves all of them behind.
    private static RowFault Swallowed(int column, long line, string cell)
    {
        var lines = cell.AsSpan().Count('\n') + cell.AsSpan().Count('\r') - cell.AsSpan().Count("\r\n");
        return new("MIG-FIL-003", column, string.Create(CultureInfo.InvariantCulture,
            $"A quote opened in the record of line {line} is not closed: {lines:N0} more {(lines == 1 ? "line was" : "lines were")} read into this cell, and are no rows of their own."))
        {
            Advice = "close the quote in the file and replace it, or choose another quote or escape on step 2",
        };
    }

    private static string Word(char delimiter) => delimiter switch
    {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "pipe",
        _ => "delimiter",
    };

    private static void SkipToData(CharSource text, DelimitedRecords records, FileFormat format)
    {
        var line = 1;
        if (Separator(text.Window) is not null && records.SkipLine())
            line++;
        for (; line < format.HeaderLine; line++)
            records.SkipLine();
        if (format.HeaderLine == 0)
            return;
        records.Read();
        for (var i = 0; i < records.Count; i++)
        {
            // A record would stand in a column's name, and nowhere else.
            if (records.HasSwallowedLines(i))
                throw new UnreadableSourceException(FormatRefusals.HeaderQuote(records.Line, records.Offset));
        }
    }

    private static SourceRow Row(DelimitedRecords records, int number, FileFormat format, bool knowsGaps)
    {
        var columns = format.Columns.Count;
        var cells = new string[columns];
        List<RowFault>? faults = null;
        var common = Math.Min(columns, records.Count);
        for (var i = 0; i < common; i++)
            Look(i, cells[i] = records.Text(i));

        if (common == columns && records.Count == columns)
            return new(number, records.Line, cells, faults);

        Array.Fill(cells, "", common, columns - common);
        var counts = string.Create(CultureInfo.InvariantCulture, $"{records.Count} cells, header {columns}.");
        (faults ??= []).Add(new(records.Count > columns ? "MIG-FIL-004" : "MIG-FIL-005", -1, counts)
        {
            Advice = records.Count > columns ? $"perhaps an unquoted {Word(format.Delimiter)}" : null,
        });
        if (records.Count < columns)
            return new(number, records.Line, cells, faults) { Missing = columns - records.Count };

        var surplus = new string[records.Count - columns];
        for (var i = 0; i < surplus.Length; i++)
            Look(columns + i, surplus[i] = records.Text(columns + i));
        return new(number, records.Line, cells, faults) { Surplus = surplus, Joint = format.Delimiter };

        void Look(int at, string cell)
        {
            if (records.HasNul(at))
                (faults ??= []).Add(new("MIG-FMT-008", at, "The cell holds a NUL character, which cannot be stored. It is left out."));
            if (records.HasSwallowedLines(at))
                (faults ??= []).Add(Swallowed(at, records.Line, cell));
            if (knowsGaps && cell.AsSpan().ContainsAny(WindowsGaps))
                (faults ??= []).Add(new("MIG-FIL-002", at, "The cell holds a byte that Windows-1252 does not know. It is left out."));
        }
    }
}
