using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>Walks the rows of a sheet. A merged range has its value in its first cell; the others are blank there already.</summary>
internal sealed class XlsxSheet(XlsxBook book, FormatLimits limits, ReadingTally tally)
{
    private readonly List<string?> cells = [];
    private readonly StringBuilder inline = new();
    private readonly CellCache cache = new();
    private List<RowFault>? faults;

    public IEnumerable<XlsxRecord> Rows(XlsxSheetInfo sheet)
    {
        if (book.Part(sheet.Part) is not { } part)
            throw new UnreadableSourceException(new(FormatRefusals.WorkbookDamaged));
        using var xml = new GuardedXml(part, limits.CellSize);
        var row = 0;
        while (xml.Read() && !xml.IsEnd("sheetData"))
        {
            if (!xml.IsStart("row"))
                continue;
            row = int.TryParse(xml.Attribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : row + 1;
            var isHidden = xml.Attribute("hidden") is "1" or "true";
            if (!xml.IsEmpty)
                Row(xml, row);
            else
                cells.Clear();
            if (cells.Any(each => !string.IsNullOrWhiteSpace(each)) || faults is not null)
            {
                tally.HiddenRows += isHidden ? 1 : 0;
                yield return new(row, cells, faults);
            }
            else
            {
                tally.BlankLines++;
            }

            faults = null;
        }

        // Behind the rows, and so told only to whoever reads to the end.
        while (xml.Read())
            tally.MergedRanges += xml.IsStart("mergeCell") ? 1 : 0;
    }

    private void Row(GuardedXml xml, int row)
    {
        cells.Clear();
        faults = null;
        // Some writers leave the places out: a cell then stands behind the one before it, a blank one too.
        var next = 0;
        while (xml.Read() && !xml.IsEnd("row"))
        {
            if (!xml.IsStart("c"))
                continue;
            var at = xml.Attribute("r") is { } reference ? Column(reference) : next;
            // Two cells in one place, or one that goes back: which of them stands there nobody can say.
            if (at < next)
                throw new UnreadableSourceException(FormatRefusals.WorkbookPlace(row));
            next = at + 1;
            var value = Cell(xml, at, row);
            if (string.IsNullOrEmpty(value))
                continue;
            if (at >= limits.Columns)
                throw new UnreadableSourceException(FormatRefusals.TooManyColumns(limits.Columns, at + 1, row, null));
            while (cells.Count <= at)
                cells.Add(null);
            cells[at] = value;
        }
    }

    private string? Cell(GuardedXml xml, int column, int row)
    {
        var type = xml.Attribute("t");
        var style = xml.Attribute("s");
        if (xml.IsEmpty)
            return null;

        string? stored = null;
        var isFormula = false;
        inline.Clear();
        while (xml.Read() && !xml.IsEnd("c"))
        {
            if (xml.IsStart("f"))
                isFormula = true;
            else if (xml.IsStart("v"))
                stored = xml.ElementText() ?? throw TooLong(row);
            else if (xml.IsStart("rPh"))
                xml.ElementText();
            else if (xml.IsStart("t") && !xml.AppendElement(inline))
                throw TooLong(row);
        }

        if (stored is null)
        {
            if (inline.Length > 0)
                return Storable(XlsxText.Plain(inline.ToString()), isHalf: false, column, row);
            if (isFormula)
                Fault("MIG-FIL-010", column, $"Cell {Reference(column, row)} holds a formula without a stored value.");
            return null;
        }

        return Value(type, style, stored, column, row);
    }

    private string? Value(string? type, string? style, string stored, int column, int row)
    {
        switch (type)
        {
            case "s":
                return int.TryParse(stored, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && book.Text.At(at) is { } shared
                    ? Storable(shared, book.Text.IsHalf(at), column, row)
                    : throw new UnreadableSourceException(new(FormatRefusals.WorkbookDamaged));
            case "str" or "inlineStr":
                return Storable(XlsxText.Plain(stored), isHalf: false, column, row);
            case "b":
                return stored is "1" ? "true" : "false";
            case "e":
                // An error value is one of Excel's own words, never the client's text.
                Fault("MIG-FIL-010", column, $"Cell {Reference(column, row)} shows {(stored.Length <= 20 ? stored : "an error")}.");
                return null;
            case "d":
                return stored.EndsWith("T00:00:00", StringComparison.Ordinal) ? stored[..^9] : stored;
            default:
                return Number(style, stored, column, row);
        }
    }

    // Written as _x0000_ or _xD83D_ a cell may hold what no text can.
    private string Storable(string text, bool isHalf, int column, int row)
    {
        if (isHalf || !WholeText.IsWhole(text))
            Fault("MIG-FIL-002", column, $"Cell {Reference(column, row)} holds half of a character. It is left out.");
        if (!text.Contains('\0', StringComparison.Ordinal))
            return WholeText.Of(text);
        Fault("MIG-FMT-008", column, $"Cell {Reference(column, row)} holds a NUL character, which cannot be stored. It is left out.");
        return WholeText.Of(text.Replace("\0", "", StringComparison.Ordinal));
    }

    private string Number(string? style, string stored, int column, int row)
    {
        if (stored.Length == 0)
            return "";
        var look = book.Styles.Of(style);
        if (book.Styles.DigitsOf(style)?.Shown(stored) is { } digits)
            return cache.Text(digits);
        if (look is XlsxStyles.NumberLook.Number || !double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial))
            return cache.Text(XlsxNumbers.Number(stored));
        var shown = look is XlsxStyles.NumberLook.Time ? XlsxNumbers.Time(serial) : XlsxNumbers.Date(serial, book.Is1904);
        if (shown is not null)
            return cache.Text(shown);
        Fault("MIG-DAT-001", column, $"Cell {Reference(column, row)} is dressed as a date, and {XlsxNumbers.Number(stored)} is no day of the calendar.");
        return XlsxNumbers.Number(stored);
    }

    private void Fault(string code, int column, FormattableString detail) =>
        (faults ??= []).Add(new(code, column, detail.ToString(CultureInfo.InvariantCulture)));

    private UnreadableSourceException TooLong(int row) => new(FormatRefusals.WorkbookCell(row, limits.CellSize));

    // -1 for what names no column.
    private static int Column(string reference)
    {
        var column = 0;
        foreach (var c in reference)
        {
            if (!char.IsAsciiLetter(c) || column > 1 << 20)
                break;
            column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
        }

        return column - 1;
    }

    private static string Reference(int column, int row)
    {
        var letters = "";
        for (var at = column + 1; at > 0; at = (at - 1) / 26)
            letters = (char)('A' + ((at - 1) % 26)) + letters;
        return string.Create(CultureInfo.InvariantCulture, $"{letters}{row}");
    }
}
