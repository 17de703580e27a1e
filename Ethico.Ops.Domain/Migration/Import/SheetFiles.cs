using System.Globalization;
using System.Net;
using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The sheet as a file to keep: CSV that no spreadsheet evaluates, and HTML.</summary>
public static class SheetFiles
{
    private const string ByteOrderMark = "\uFEFF";

    public static string ToCsv(SheetFigures sheet)
    {
        var text = new StringBuilder(ByteOrderMark).Append("Subject,Source,Live,Difference,Words\r\n");
        foreach (var (subject, source, live, difference, words) in Lines(sheet))
            text.AppendJoin(',', new[] { subject, source, live, difference, words }.Select(Cell)).Append("\r\n");
        return text.ToString();
    }

    public static string ToHtml(SheetFigures sheet, string reference)
    {
        var text = new StringBuilder("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>").Append(WebUtility.HtmlEncode(reference))
            .Append("</title><h1>Reconciliation ").Append(WebUtility.HtmlEncode(reference))
            .Append("</h1><table><thead><tr><th>Subject<th>Source<th>Live<th>Difference<th>Words</thead><tbody>");
        foreach (var (subject, source, live, difference, words) in Lines(sheet))
            text.Append("<tr><td>").AppendJoin("<td>", new[] { subject, source, live, difference, words }.Select(WebUtility.HtmlEncode));
        return text.Append("</tbody></table></html>").ToString();
    }

    private static IEnumerable<(string Subject, string Source, string Live, string Difference, string Words)> Lines(SheetFigures sheet)
    {
        yield return ("Source rows", Number(sheet.SourceRows), Number(sheet.Created + sheet.Updated + sheet.Merged + sheet.Skipped + sheet.Failed), "", sheet.IsBalanced ? "balanced" : "does not balance");
        foreach (var (name, count) in (IEnumerable<(string, int)>)[("Created", sheet.Created), ("Updated", sheet.Updated), ("Merged", sheet.Merged), ("Skipped", sheet.Skipped), ("Failed", sheet.Failed), ("Records live", sheet.LiveRecords)])
            yield return (name, "", Number(count), "", "");
        foreach (var line in sheet.Lines)
            yield return (line.Subject, Number(line.Source), Number(line.Live), Number(line.Difference), line.Words);
        foreach (var (name, count) in sheet.Reasons)
            yield return (name, "", Number(count), "", sheet.Rows.TryGetValue(name, out var rows) ? $"rows {rows.Words}" : "");
        foreach (var (name, count) in sheet.Apart)
            yield return (name, "", Number(count), "", "");
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // A cell a spreadsheet would evaluate gets an apostrophe (OWASP ASVS 1.2.10); a plain number stays one.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
