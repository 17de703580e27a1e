using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One line per file that is not read: what is wrong, where, and the way out. No content of the file is repeated.</summary>
public static class FormatRefusals
{
    public static Refusal Empty { get; } = new("file-empty", "The file is empty. Export it again from the source system and choose the new file.", "file");
    public static Refusal Blank { get; } = new("file-blank", "The file holds nothing but blanks. Export it again from the source system.", "file");
    public static Refusal HeaderOnly { get; } = new("header-only", "The file has a header but no records. Choose another file or another header line.", "file");
    public static Refusal Zip { get; } = new("file-zip", "This is an archive, not a table. Unpack it and upload the csv, xlsx or json file in it.", "file");
    public static Refusal OldExcel { get; } = new("file-xls", "This is an old Excel workbook (xls). Open it in Excel and save it as xlsx or as CSV UTF-8.", "file");
    public static Refusal Macros { get; } = new("file-xlsm", "This workbook holds macros. Save it in Excel as a workbook without macros (xlsx) and upload that.", "file");
    public static Refusal Password { get; } = new("file-password", "This workbook is protected with a password. Take the password off in Excel (File, Info, Protect Workbook) and upload it again.", "file");
    public static Refusal Pdf { get; } = new("file-pdf", "This is a PDF: a picture of a table, not a table. Export csv, xlsx or json from the source system.", "file");
    public static Refusal BinaryExcel { get; } = new("file-xlsb", "This is a binary Excel workbook (xlsb). Save it in Excel as xlsx or as CSV UTF-8.", "file");
    public static Refusal OpenDocument { get; } = new("file-ods", "This is an OpenDocument sheet. Save it as xlsx or as CSV UTF-8.", "file");
    public static Refusal Utf32 { get; } = new("encoding-utf-32", "The file is written in UTF-32, which is not read. Save it as UTF-8.", "file");
    public static Refusal Image { get; } = new("file-image", "This is a picture, not a table. Export csv, xlsx or json from the source system.", "file");
    public static Refusal RichText { get; } = new("file-rtf", "This is a text document (rtf), not a table. Export csv, xlsx or json from the source system.", "file");
    public static Refusal Html { get; } = new("file-html", "This is a web page (html), whatever its name ends with: many systems export one as xls. Open it in Excel and save it as xlsx or as CSV UTF-8.", "file");
    public static Refusal ExcelXml { get; } = new("file-excel-xml", "This is a workbook written as XML (Excel 2003), whatever its name ends with. Open it in Excel and save it as xlsx or as CSV UTF-8.", "file");
    public static Refusal SymbolicLink { get; } = new("file-slk", "This is a symbolic link sheet (slk), whatever its name ends with. Open it in Excel and save it as xlsx or as CSV UTF-8.", "file");
    public static Refusal Xml { get; } = new("file-xml", "This is XML, which is not read. Export csv, xlsx or json from the source system.", "file");
    public static Refusal NotText { get; } = new("file-not-text", "This is neither text nor a workbook. Export csv, xlsx or json from the source system.", "file");
    public static Refusal WorkbookDamaged { get; } = new("workbook-damaged", "The workbook is damaged or cut short. Open it in Excel, save it anew as xlsx and upload that.", "file");
    public static Refusal WorkbookWithoutData { get; } = new("workbook-empty", "No sheet of the workbook holds data. Choose another file.", "file");
    public static Refusal WorkbookDtd { get; } = new("workbook-dtd", "The workbook holds a document type definition, which Excel never writes. Save it anew in Excel and upload that.", "file");
    public static Refusal SheetUnknown { get; } = new("sheet", "The workbook has no such sheet. Choose one of those listed.", "sheet");
    public static Refusal JsonShape { get; } = new("json-shape", "The file is JSON, but neither a list of objects nor one object with exactly one such list. Export a list with one object a record.", "file");
    public static Refusal EncodingUnknown { get; } = new("encoding", "The file can be read as utf-8, utf-16, utf-16BE or windows-1252.", "encoding");

    /// <param name="columns">Of the odd file.</param>
    /// <param name="first">Of the run's first file.</param>
    /// <param name="odd">Places of its columns that the first file does not have, from 1; empty where it only lacks some.</param>
    public static Refusal ColumnsDiffer(int columns, int first, IReadOnlyList<int> odd) => new("columns-differ", Say(
        $"It has {columns:N0} columns and the first file {first:N0}{(odd.Count == 0 ? "" : $"; the first file has none like column {string.Join(", ", odd.Take(5))}{(odd.Count > 5 ? $" and {odd.Count - 5} more" : "")}")}. The files of a run need the same columns: see whether its header line or sheet is another, or load it in a run of its own."),
        "file");

    /// <summary>What a person has to say before the format is confirmed (migration.md 4.2).</summary>
    public static Refusal Undecided(int file, FactKind kind, int files) => new("format-undecided", Say(
        $"Choose first: the {kind switch { FactKind.HeaderLine => "header line", FactKind.Footer => "footer rows", FactKind.Escape => "quote inside a cell", _ => kind.ToString().ToLowerInvariant() }}{(files > 1 ? $" of file {file}" : "")}. The file alone does not tell."), "format");

    public static Refusal NotWhole { get; } = new("format-not-whole", "Only the beginning was read so far. Wait until the whole file was read, then confirm.", "format");

    public static Refusal Redetected { get; } = new("format-changed", "The format was detected anew after you opened the page. Look at it again, then confirm.", "format");

    public static Refusal HeaderBlank(int line) =>
        new("header-line", Say($"Line {line} holds nothing, so it cannot be the header. Choose the line with the column names."), "headerLine");

    public static Refusal TooLarge(long limit) =>
        new("file-too-large", Say($"The limit is {limit / (1L << 20):N0} MB a file. Split the file, or export fewer columns."), "file");

    /// <summary>Whether a cause names a line of the text that can be looked at.</summary>
    public static bool NamesPlace(string code) =>
        code is "undecodable" or "unclosed-quote" or "cell-too-long" or "record-too-long" or "too-many-rows" or "too-many-columns" or "json-broken" or "json-cut" or "json-deep" or "json-other"
            or "json-behind";

    /// <summary>Whether the file is of a kind that no other encoding, delimiter or header line makes a table of.</summary>
    public static bool IsNoTable(string code) =>
        (code.StartsWith("file-", StringComparison.Ordinal) && code is not ("file-empty" or "file-blank" or "file-not-text")) || code.StartsWith("workbook-", StringComparison.Ordinal);

    public static SourceFault Undecodable(string encoding, string other, long line, long offset) =>
        new(new("undecodable", Say($"Line {line}, byte {offset} is not {encoding}. Try {other}."), "encoding"), "MIG-FIL-002", line, offset);

    /// <param name="within">How far was looked, where the end of the file was not reached.</param>
    public static SourceFault UnclosedQuote(long line, long offset, int? within = null) =>
        new(new("unclosed-quote", Say($"A quote opened on line {line} (byte {offset}) is not closed{(within is { } far ? $" within {Size(far)}" : "")}. Choose another quote or escape, or close it in the file."),
            "quote"), "MIG-FIL-003", line, offset);

    public static SourceFault HeaderQuote(long line, long offset) =>
        new(new("unclosed-quote", Say($"A quote opened in the header (line {line}, byte {offset}) is not closed there, and the records behind it were read into a name. Close it in the file, or choose another quote or header line."),
            "quote"), "MIG-FIL-003", line, offset);

    public static SourceFault CellTooLong(long line, long offset, int limit) =>
        new(new("cell-too-long", Say($"A cell on line {line} (begins at byte {offset}) is longer than {Size(limit)}. Shorten it in the file, or see whether the quote or the delimiter is another."),
            "file"), "MIG-FIL-003", line, offset);

    public static SourceFault RecordTooLong(long line, long offset, int limit) =>
        new(new("record-too-long", Say($"The record that begins on line {line} (byte {offset}) is longer than {Size(limit)}. See whether the quote, the delimiter or the newline is another."),
            "file"), "MIG-FIL-003", line, offset);

    public static SourceFault TooManyRows(int limit, long line, long? offset) =>
        new(new("too-many-rows", Say($"The limit is {limit:N0} rows in a run, and line {line}{Byte(offset)} is one more. Split the file and load it in several runs."), "file"),
            "MIG-LIM-001", line, offset);

    public static SourceFault TooManyColumns(int limit, int found, long line, long? offset) =>
        new(new("too-many-columns", Say($"The limit is {limit:N0} columns; line {line}{Byte(offset)} has {found:N0}. Split the file by columns, each part with the row key."), "file"),
            "MIG-LIM-001", line, offset);

    public static SourceFault Json(long line, long offset) =>
        new(new("json-broken", Say($"Line {line}, byte {offset} is not valid JSON. Export the file again, or mend that place."), "file"), null, line, offset);

    public static SourceFault JsonOther(long line, long offset) =>
        new(new("json-other", Say($"Line {line}, byte {offset}: records are objects, and here stands something else among them. Take it out, or export a list with one object a record."), "file"), null, line, offset);

    public static SourceFault JsonBehind(long line, long offset) =>
        new(new("json-behind", Say($"The list of records ends, and on line {line}, byte {offset} something else follows: perhaps two exports in one file. Export one list, or upload each by itself."), "file"), null, line, offset);

    /// <param name="begins">The line of the record that is broken.</param>
    public static SourceFault JsonRecord(long begins, long line, long offset) =>
        new(new("json-broken", Say($"The record that begins on line {begins} is not valid JSON (it stops making sense on line {line}, byte {offset}). Export the file again, or mend that record."), "file"), null, line, offset);

    public static SourceFault JsonCut(long line, long offset) =>
        new(new("json-cut", Say($"The file ends in the middle of a record (line {line}, byte {offset}): it was cut short. Export it again."), "file"), null, line, offset);

    public static SourceFault JsonTooDeep(long line, long offset) =>
        new(new("json-deep", Say($"The record on line {line} (byte {offset}) nests deeper than 64 levels. Export flat records."), "file"), null, line, offset);

    public static Refusal ZipEntries(int limit) =>
        new("workbook-entries", Say($"The workbook holds more than {limit:N0} parts; the ones Excel writes have a few dozen. Save it anew in Excel and upload that."), "file");

    public static Refusal Inflates(long limit) =>
        new("workbook-inflates", Say($"The workbook unpacks to more than {limit / (1L << 20):N0} MB. Save the sheet as CSV UTF-8, or split it."), "file");

    public static Refusal InflatesTooMuch(int ratio) =>
        new("workbook-ratio", Say($"A part of the workbook unpacks to more than {ratio:N0} times its size, as a trap would. Save the sheet as CSV UTF-8 and upload that."), "file");

    public static Refusal SharedText(long limit) =>
        new("workbook-text", Say($"The workbook holds more than {limit / (1L << 20):N0} MB of text, too much to read it as a workbook. Save the sheet as CSV UTF-8."), "file");

    public static Refusal SharedCell(int limit) =>
        new("cell-too-long", Say($"A text of the workbook is longer than {Size(limit)}. Shorten it and save the workbook again."), "file");

    public static SourceFault WorkbookCell(long row, int limit) =>
        new(new("cell-too-long", Say($"A cell in row {row} is longer than {Size(limit)}. Shorten it and save the workbook again."), "file"), "MIG-FIL-003", row);

    public static SourceFault WorkbookPlace(long row) =>
        new(new("workbook-place", Say($"In row {row} two cells of the workbook stand in one place, or one names no place. Open it in Excel, save it anew as xlsx and upload that."), "file"), null, row);

    private static string Byte(long? offset) => offset is { } at ? Say($" (byte {at})") : "";

    private static string Size(int characters) => characters >= 1 << 20 ? Say($"{characters >> 20} MB") : Say($"{characters:N0} characters");

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
