using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>The format of a workbook: which sheet, which row is the header.</summary>
internal sealed class WorkbookLook(FormatLimits limits, Predicate<string> isKnown)
{
    // A header further down is none: what stands above it would have to be held.
    private const int HeaderMost = 1_000;

    public DetectedFormat Look(Stream content, FormatChoice choice)
    {
        using var book = XlsxBook.Open(content, limits);
        var facts = new List<FormatFact> { new(FactKind.Kind, nameof(FileKind.Xlsx), 1, "An Excel workbook (xlsx).", []) };
        var sheet = Sheet(book, choice, facts, out var names);
        var first = new XlsxSheet(book, limits, new()).Rows(sheet)
            .TakeWhile((row, at) => at <= HeaderGuess.Choices || row.Number <= Math.Min(choice.HeaderLine ?? 0, HeaderMost) + 1)
            .Select(row => new HeadRecord(row.Number, 0, row.Cells.Select(cell => cell ?? "").ToList()))
            .ToList();
        var format = Header(first, choice, facts) with { Sheet = sheet.Name, FooterRows = choice.FooterRows ?? 0 };

        content.Position = 0;
        var rows = SourceReader.Rows(content, format with { FooterRows = 0 }, limits).Take(FormatDetector.FirstRows).ToList();
        if (rows.Count == 0)
            throw new UnreadableSourceException(new(FormatRefusals.HeaderOnly, "MIG-FIL-001"));
        return new(format, facts, rows, [], names, []);
    }

    private XlsxSheetInfo Sheet(XlsxBook book, FormatChoice choice, List<FormatFact> facts, out IReadOnlyList<string> names)
    {
        var filled = book.Sheets.Where(each => new XlsxSheet(book, limits, new()).Rows(each).Any()).ToList();
        names = filled.Select(each => each.Name).ToList();
        if (filled.Count == 0)
            throw new UnreadableSourceException(new(FormatRefusals.WorkbookWithoutData));
        if (choice.Sheet is { } name)
        {
            var chosen = filled.Find(each => string.Equals(each.Name, name, StringComparison.Ordinal))
                ?? throw new UnreadableSourceException(new(FormatRefusals.SheetUnknown));
            facts.Add(new(FactKind.Sheet, name, 1, "Chosen by a person.", names));
            return chosen;
        }

        var seen = filled.Where(each => !each.IsHidden).ToList();
        // Many books open with a page of remarks: one that could be a table goes before it.
        var sheet = seen.Find(each => IsTable(book, each)) ?? (seen.Count > 0 ? seen : filled)[0];
        facts.Add(new(FactKind.Sheet, sheet.Name, filled.Count == 1 ? 1 : 0.5, filled.Count == 1
            ? "The only sheet that holds data."
            : Say($"{filled.Count} sheets hold data; shown below is “{sheet.Name}”, the first that is not hidden and reads like a table. Choose the one with the cases."), names, filled.Count > 1));
        return sheet;
    }

    private bool IsTable(XlsxBook book, XlsxSheetInfo sheet) =>
        new XlsxSheet(book, limits, new()).Rows(sheet).Take(HeaderGuess.Choices).Count(row => row.Cells.Count(cell => !string.IsNullOrWhiteSpace(cell)) > 1) > 1;

    private FileFormat Header(IReadOnlyList<HeadRecord> records, FormatChoice choice, List<FormatFact> facts)
    {
        var widest = records.Max(each => each.Cells.Count);
        // A sheet keeps no trailing blanks: rows are as wide as the widest.
        var whole = records.Select(each => (IReadOnlyList<string>)[.. each.Cells, .. Enumerable.Repeat("", widest - each.Cells.Count)]).ToList();
        var guess = choice.HeaderLine switch
        {
            null => HeaderGuess.Of(whole, widest, isKnown),
            0 => new HeaderGuess(-1, 1, "Chosen by a person."),
            { } line when records.ToList().FindIndex(each => each.Line == line) is var at and >= 0 => new HeaderGuess(at, 1, "Chosen by a person."),
            { } blank => throw new UnreadableSourceException(new(FormatRefusals.HeaderBlank(blank))),
        };
        var columns = guess.At < 0 ? ColumnNames.Numbered(widest) : ColumnNames.Of(whole[guess.At]);
        var header = guess.At < 0 ? 0 : (int)records[guess.At].Line;
        facts.Add(new(FactKind.HeaderLine, Say($"{header}"), guess.Confidence, guess.Evidence,
            [.. records.Take(HeaderGuess.Choices).Select(each => Say($"{each.Line}")).Prepend("0")]));
        return new() { Kind = FileKind.Xlsx, HeaderLine = header, Columns = columns };
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
