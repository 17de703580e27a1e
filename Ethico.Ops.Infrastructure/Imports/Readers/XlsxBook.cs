using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>
/// A workbook as far as its rows need it: sheets, number formats, shared text. Read by ourselves, part by part through the
/// inflation guard: the usual library inflates unguarded, keeps all shared text as strings, and tells neither an uncached formula
/// from a blank nor serial 60 from a date. Links, macros, images and formulas are never opened.
/// </summary>
internal sealed class XlsxBook : IDisposable
{
    private readonly GuardedArchive archive;
    private readonly FormatLimits limits;
    private readonly string? textPart;
    private readonly string? stylePart;
    private XlsxText? text;
    private XlsxStyles? styles;

    private XlsxBook(GuardedArchive archive, FormatLimits limits)
    {
        this.archive = archive;
        this.limits = limits;
        Unwelcome();
        var book = Relations("").Values.FirstOrDefault(each => each.Type.EndsWith("/officeDocument", StringComparison.Ordinal))?.Target ?? "xl/workbook.xml";
        var relations = Relations(book);
        textPart = relations.Values.FirstOrDefault(each => each.Type.EndsWith("/sharedStrings", StringComparison.Ordinal))?.Target;
        stylePart = relations.Values.FirstOrDefault(each => each.Type.EndsWith("/styles", StringComparison.Ordinal))?.Target;
        using var xml = new GuardedXml(archive.Open(book) ?? throw new UnreadableSourceException(new(FormatRefusals.WorkbookDamaged)), limits.CellSize);
        var sheets = new List<XlsxSheetInfo>();
        while (xml.Read())
        {
            if (xml.IsStart("workbookPr"))
                Is1904 = xml.Attribute("date1904") is "1" or "true";
            else if (xml.IsStart("sheet") && xml.AttributeAnywhere("id") is { } id && relations.TryGetValue(id, out var relation)
                && relation.Type.EndsWith("/worksheet", StringComparison.Ordinal))
                sheets.Add(new(xml.Attribute("name") ?? "", relation.Target, xml.Attribute("state") is "hidden" or "veryHidden"));
        }

        Sheets = sheets;
    }

    public IReadOnlyList<XlsxSheetInfo> Sheets { get; }

    public bool Is1904 { get; private set; }

    public XlsxStyles Styles => styles ??= XlsxStyles.Read(stylePart is null ? null : archive.Open(stylePart), limits);

    public XlsxText Text => text ??= XlsxText.Read(textPart is null ? null : archive.Open(textPart), limits);

    /// <exception cref="UnreadableSourceException">It is no workbook, or one that is not read; with the way out.</exception>
    public static XlsxBook Open(Stream content, FormatLimits limits)
    {
        var guarded = new GuardedArchive(content, limits);
        try
        {
            return new(guarded, limits);
        }
        catch
        {
            guarded.Dispose();
            throw;
        }
    }

    public Stream? Part(string part) => archive.Open(part);

    public void Dispose() => archive.Dispose();

    private void Unwelcome()
    {
        if (archive.Names.Any(each => each.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)))
            throw new UnreadableSourceException(new(FormatRefusals.Macros));
        if (archive.Has("xl/workbook.bin"))
            throw new UnreadableSourceException(new(FormatRefusals.BinaryExcel));
        if (archive.Has("content.xml") && archive.Has("mimetype"))
            throw new UnreadableSourceException(new(FormatRefusals.OpenDocument));
        if (!archive.Has("[Content_Types].xml") || !archive.Names.Any(each => each.EndsWith("/workbook.xml", StringComparison.OrdinalIgnoreCase)))
            throw new UnreadableSourceException(new(FormatRefusals.Zip));
        using var types = new GuardedXml(archive.Open("[Content_Types].xml")!, limits.CellSize);
        while (types.Read())
        {
            if (types.Attribute("ContentType")?.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) is true)
                throw new UnreadableSourceException(new(FormatRefusals.Macros));
        }
    }

    private Dictionary<string, Relation> Relations(string part)
    {
        var found = new Dictionary<string, Relation>(StringComparer.Ordinal);
        var cut = part.LastIndexOf('/') + 1;
        if (archive.Open($"{part[..cut]}_rels/{part[cut..]}.rels") is not { } stream)
            return found;
        using var xml = new GuardedXml(stream, limits.CellSize);
        while (xml.Read())
        {
            // What lies outside the workbook is somebody else's address.
            if (xml.IsStart("Relationship") && xml.Attribute("TargetMode") is not "External"
                && xml.Attribute("Id") is { } id && xml.Attribute("Type") is { } type && xml.Attribute("Target") is { } target)
                found.TryAdd(id, new(type, target.StartsWith('/') ? target[1..] : Joined(part[..cut], target)));
        }

        return found;
    }

    private static string Joined(string folder, string target)
    {
        var path = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var step in target.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step is ".." && path.Count > 0)
                path.RemoveAt(path.Count - 1);
            else if (step is not ("." or ".."))
                path.Add(step);
        }

        return string.Join('/', path);
    }

    private sealed record Relation(string Type, string Target);
}
