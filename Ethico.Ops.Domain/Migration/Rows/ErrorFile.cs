using System.Globalization;
using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Rows to be mended outside: the source's layout, delimiter and encoding, with five columns of ours behind (migration.md 4.4). No cell
/// is evaluated by a spreadsheet; reading it back takes exactly our apostrophe off, so it imports again cell for cell (MIG-16).
/// </summary>
public static class ErrorFile
{
    public static readonly IReadOnlyList<string> OwnColumns = ["__row", "__line", "__codes", "__reason", "__suggestion"];

    /// <summary>A file of ours, by its columns.</summary>
    public static bool IsOne(IReadOnlyList<string> columns) => OwnColumns.All(c => columns.Contains(c, StringComparer.Ordinal));

    /// <summary>A row as it was before it was made safe.</summary>
    public static SourceRow Read(SourceRow row) => row with { Cells = Array.ConvertAll(row.Cells, FormulaText.Unprotect) };

    /// <summary>How the file is written; a workbook or JSON becomes delimited text.</summary>
    /// <param name="canHold">Whether every text a person typed can be written in the source's encoding.</param>
    public static FileFormat FormatOf(FileFormat source, bool canHold)
    {
        var isText = source.Kind is FileKind.Delimited;
        var keepsEncoding = isText && canHold;
        return source with
        {
            Kind = FileKind.Delimited,
            Encoding = keepsEncoding ? source.Encoding : "utf-8",
            HasByteOrderMark = keepsEncoding ? source.HasByteOrderMark : true,
            Delimiter = isText && source.Delimiter is not FileFormat.NoDelimiter ? source.Delimiter : ',',
            Quote = isText ? source.Quote ?? '"' : '"',
            Escape = isText ? source.Escape : QuoteEscape.Doubled,
            NewLine = isText && source.NewLine is not NewLineKind.Mixed ? source.NewLine : NewLineKind.Lf,
            HeaderLine = 1,
            Sheet = null,
            HasBlankBeforeQuote = false,
            ArrayName = null,
            Fields = null,
            Order = null,
            FooterRows = 0,
            Columns = [.. source.Columns, .. OwnColumns.Where(c => !source.Columns.Contains(c, StringComparer.Ordinal))],
        };
    }

    public static string Header(FileFormat format) => Line(format.Columns, format);

    /// <param name="cells">With the fixes; of an error file that was uploaded again without its own columns.</param>
    /// <param name="plain">Per column; what is not plain is redacted where it holds anything. Null: nothing is redacted.</param>
    /// <param name="skipReason">Of a row left out.</param>
    /// <param name="surplus">Cells behind the last column.</param>
    /// <param name="notes">What a suggestion moved to the case's notes.</param>
    public static string Row(
        int number, long line, IReadOnlyList<string> cells, IReadOnlyList<int> marks, string? skipReason, IReadOnlyList<bool>? plain, FileFormat format,
        IReadOnlyList<string>? surplus = null, string? notes = null)
    {
        var broken = marks.Select(m => new FindingMark(m).Rule).Where(r => r.Severity is Severity.Error || skipReason is not null).Distinct().ToList();
        var all = new List<string>(cells.Count + OwnColumns.Count);
        for (var i = 0; i < cells.Count; i++)
            if (!OwnColumns.Contains(format.Columns[i], StringComparer.Ordinal))
                all.Add(plain is null || plain[i] || string.IsNullOrWhiteSpace(cells[i]) ? cells[i] : TextCheck.RedactedWord);
        all.Add(number.ToString(CultureInfo.InvariantCulture));
        all.Add(line.ToString(CultureInfo.InvariantCulture));
        all.Add(string.Join("; ", broken.Select(r => r.Code.Value).Distinct(StringComparer.Ordinal)));
        all.Add((skipReason is null ? string.Join("; ", broken.Select(r => r.Condition)) : $"left out: {skipReason}") + Behind(surplus, plain is not null) + Moved(notes, plain is not null));
        all.Add(string.Join("; ", broken.Select(r => r.Advice)));
        return Line(all, format);
    }

    // A suggestion took it out of its cell.
    private static string Moved(string? notes, bool isRedacted) => string.IsNullOrEmpty(notes) ? "" : $"; moved to the notes: {(isRedacted ? TextCheck.RedactedWord : notes)}";

    // What stood behind the last column has no place of its own, and is not to be lost.
    private static string Behind(IReadOnlyList<string>? surplus, bool isRedacted) =>
        surplus is not { Count: > 0 } ? "" : $"; behind the last column: {(isRedacted ? TextCheck.RedactedWord : string.Join(" | ", surplus))}";

    private static string Line(IReadOnlyList<string> cells, FileFormat format)
    {
        var text = new StringBuilder();
        for (var i = 0; i < cells.Count; i++)
        {
            if (i > 0)
                text.Append(format.Delimiter);
            Append(text, FormulaText.Protect(cells[i]), format);
        }

        return text.Append(format.NewLine switch { NewLineKind.CrLf => "\r\n", NewLineKind.Cr => "\r", _ => "\n" }).ToString();
    }

    private static void Append(StringBuilder text, string cell, FileFormat format)
    {
        var quote = format.Quote!.Value;
        var needsQuotes = cell.Length > 0
            && (cell.Contains(format.Delimiter, StringComparison.Ordinal) || cell.Contains(quote, StringComparison.Ordinal)
                || cell.AsSpan().IndexOfAny('\r', '\n') >= 0 || char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1])
                || (format.Escape is QuoteEscape.Backslash && cell.Contains('\\', StringComparison.Ordinal)));
        if (!needsQuotes)
        {
            text.Append(cell);
            return;
        }

        text.Append(quote);
        foreach (var c in cell)
        {
            if (format.Escape is QuoteEscape.Doubled && c == quote)
                text.Append(quote);
            else if (format.Escape is QuoteEscape.Backslash && (c == quote || c is '\\'))
                text.Append('\\');
            text.Append(c);
        }

        text.Append(quote);
    }
}
