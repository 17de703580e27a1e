using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Ethico.Ops.Tests.Imports.Readers;

/// <summary>Workbooks made by hand, so that a test may write what Excel never would.</summary>
internal sealed class SheetFile
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006/relationships";

    private readonly List<(string Name, string Rows, string? State)> sheets = [];
    private readonly List<string> shared = [];
    private readonly List<(string Part, byte[] Content)> others = [];

    public bool Is1904 { get; init; }

    public string Workbook { get; init; } = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    public string SheetProlog { get; init; } = "";

    /// <summary>What stands in every sheet behind its rows.</summary>
    public string Behind { get; init; } = "";

    /// <summary>Styles 0 to 4: general, date, date and time, time, a custom format that dresses nothing as a date. 5 to 9 fill up with zeros, or seem to.</summary>
    private const string Styles =
        $"""
        <styleSheet xmlns="{Main}"><numFmts count="7"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/><numFmt numFmtId="165" formatCode="&quot;day &quot;0.00"/>
        <numFmt numFmtId="166" formatCode="00000"/><numFmt numFmtId="167" formatCode="&quot;C-&quot;0000;-0"/><numFmt numFmtId="168" formatCode="000\-00\-0000"/><numFmt numFmtId="169" formatCode="00.0%"/><numFmt numFmtId="170" formatCode="#,##0"/></numFmts>
        <cellXfs count="10"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="21"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="167"/><xf numFmtId="168"/><xf numFmtId="169"/><xf numFmtId="170"/></cellXfs></styleSheet>
        """;

    /// <summary>Rows of texts, all shared.</summary>
    public static SheetFile OfTexts(params string[][] rows)
    {
        var file = new SheetFile();
        file.Sheet("Cases", string.Concat(rows.Select((cells, row) => SheetFile.Row(row + 1, cells.Select((cell, at) => file.Text(at, row + 1, cell)).ToArray()))));
        return file;
    }

    public SheetFile Sheet(string name, string rows, string? state = null)
    {
        sheets.Add((name, rows, state));
        return this;
    }

    public SheetFile With(string part, byte[] content)
    {
        others.Add((part, content));
        return this;
    }

    public static string Row(int number, params string[] cells) => string.Create(CultureInfo.InvariantCulture, $"<row r=\"{number}\">{string.Concat(cells)}</row>");

    public string Text(int column, int row, string text)
    {
        if (!shared.Contains(text))
            shared.Add(text);
        return Cell(column, row, string.Create(CultureInfo.InvariantCulture, $"t=\"s\""), string.Create(CultureInfo.InvariantCulture, $"<v>{shared.IndexOf(text)}</v>"));
    }

    public static string Cell(int column, int row, string attributes, string inside) =>
        string.Create(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + column)}{row}\" {attributes}>{inside}</c>");

    public static string Number(int column, int row, string stored, int style = 0) =>
        Cell(column, row, string.Create(CultureInfo.InvariantCulture, $"s=\"{style}\""), $"<v>{stored}</v>");

    public MemoryStream Stream()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "[Content_Types].xml", $"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="{Workbook}"/></Types>""");
            Add(zip, "_rels/.rels", $"""<Relationships xmlns="{Packages}"><Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Add(zip, "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Relations}"><workbookPr date1904="{(Is1904 ? 1 : 0)}"/><sheets>{string.Concat(sheets.Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"{(s.State is null ? "" : $" state=\"{s.State}\"")}/>")))}</sheets></workbook>""");
            Add(zip, "xl/_rels/workbook.xml.rels",
                $"""<Relationships xmlns="{Packages}">{string.Concat(sheets.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>")))}<Relationship Id="rId90" Type="{Relations}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="rId91" Type="{Relations}/styles" Target="styles.xml"/><Relationship Id="rId92" Type="{Relations}/externalLink" Target="http://127.0.0.1:1/book.xlsx" TargetMode="External"/></Relationships>""");
            Add(zip, "xl/styles.xml", Styles);
            Add(zip, "xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{string.Concat(shared.Select(Item))}</sst>""");
            for (var i = 0; i < sheets.Count; i++)
                Add(zip, string.Create(CultureInfo.InvariantCulture, $"xl/worksheets/sheet{i + 1}.xml"),
                    $"""<?xml version="1.0"?>{SheetProlog}<worksheet xmlns="{Main}"><sheetData>{sheets[i].Rows}</sheetData>{Behind}</worksheet>""");
            foreach (var (part, content) in others)
            {
                using var stream = zip.CreateEntry(part).Open();
                stream.Write(content);
            }
        }

        file.Position = 0;
        return file;
    }

    // A text in two runs, as Excel writes it once part of it is bold.
    private static string Item(string text) => text.StartsWith("rich:", StringComparison.Ordinal)
        ? $"<si><r><t>{text[5..8]}</t></r><r><rPr/><t xml:space=\"preserve\">{text[8..]}</t></r><rPh><t>no</t></rPh></si>"
        : $"<si><t xml:space=\"preserve\">{System.Security.SecurityElement.Escape(text)}</t></si>";

    private static void Add(ZipArchive zip, string part, string content)
    {
        using var stream = zip.CreateEntry(part).Open();
        stream.Write(Encoding.UTF8.GetBytes(content));
    }
}
