using System.Globalization;
using System.Net;
using System.Text;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The sheet as a file: CSV that no spreadsheet can be made to run, and HTML without script or outside reference.</summary>
internal static class SheetExport
{
    public static byte[] Csv(RunHead head, SheetView sheet)
    {
        var text = new CsvText()
            .Line("part", "name", "source", "live", "difference", "in words", "note")
            .Line("run", head.Reference.Text, head.TenantName, head.SourceName, sheet.MadeAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture), sheet.Digest, null);
        foreach (var (name, count) in Parts(sheet.Figures))
            text.Line("rows", name, N(count), null, null, null, null);
        foreach (var reason in sheet.Figures.Reasons)
            text.Line(reason.IsFailure ? "failed" : "skipped", reason.Code, N(reason.Count), null, null, null, null);
        foreach (var total in sheet.Figures.Totals)
            text.Line(total.Kind.ToLowerInvariant(), total.Name, N(total.Source), N(total.Live), N(total.Difference), total.Words, sheet.Notes.GetValueOrDefault(total.Subject));
        foreach (var apart in sheet.Figures.Apart)
            text.Line("apart", apart.Entity, null, N(apart.Count), null, null, null);
        text.Line("side by side", "judged", N(sheet.Judged), N(sheet.Samples), N(sheet.Differing), sheet.Differing == 0 ? "none differs" : "differ", null);
        foreach (var signed in sheet.Signatures)
            text.Line("signature", signed.ByName, signed.Role, signed.At.UtcDateTime.ToString("u", CultureInfo.InvariantCulture), signed.Digest, signed.Statement, Client(signed));
        return text.ToBytes();
    }

    public static byte[] Html(RunHead head, SheetView sheet)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>").Append(E($"{head.Reference} reconciliation")).Append("</title><style>")
            .Append("body{font:14px/1.45 system-ui,sans-serif;margin:32px;max-width:860px;color:#16202e}table{border-collapse:collapse;width:100%;margin:8px 0 24px}")
            .Append("th,td{text-align:left;padding:5px 10px 5px 0;border-bottom:1px solid #d9dee6;vertical-align:top}.n{text-align:right}caption{text-align:left;font-weight:600;padding:6px 0}code{font-size:12px}</style>")
            .Append("<h1>").Append(E($"Reconciliation of {head.Reference}")).Append("</h1><p>").Append(E($"{head.TenantName} · {head.SourceName} · counted {sheet.MadeAt.UtcDateTime:u}"))
            .Append("<br>Digest of the figures <code>").Append(E(sheet.Digest)).Append("</code></p><p><strong>")
            .Append(sheet.Figures.IsBalanced ? "Balanced: every source row is accounted for." : "Not balanced.").Append("</strong></p>");
        Table(html, "Source rows", ["", "rows"], Parts(sheet.Figures).Select(p => (string?[])[p.Name, N(p.Count)]));
        if (sheet.Figures.Reasons.Count > 0)
            Table(html, "Why skipped or failed", ["reason", "", "rows"], sheet.Figures.Reasons.Select(r => (string?[])[r.Code, r.IsFailure ? "failed" : "skipped", N(r.Count)]));
        foreach (var kind in sheet.Figures.Totals.GroupBy(t => t.Kind))
        {
            Table(
                html, kind.Key switch { "STATUS" => "By status", "YEAR" => "By year received", _ => "By category" }, ["", "source", "live", "difference", "in words", "note"],
                kind.Select(t => (string?[])[t.Name, N(t.Source), N(t.Live), N(t.Difference), t.Words, sheet.Notes.GetValueOrDefault(t.Subject)]));
        }

        Table(html, "Listed apart", ["", "count"], sheet.Figures.Apart.Select(a => (string?[])[a.Entity.ToLowerInvariant(), N(a.Count)]));
        html.Append("<p>").Append(E($"{sheet.Judged} of {sheet.Samples} records judged side by side (seed {sheet.Seed}); {sheet.Differing} differ.")).Append("</p>");
        Table(html, "Signatures", ["name", "role", "when", "statement", "client"], sheet.Signatures.Select(s => (string?[])[s.ByName, s.Role, s.At.UtcDateTime.ToString("u", CultureInfo.InvariantCulture), s.Statement, Client(s)]));
        return [.. Encoding.UTF8.GetBytes(html.Append("</html>").ToString())];
    }

    private static void Table(StringBuilder html, string caption, string[] heads, IEnumerable<string?[]> rows)
    {
        html.Append("<table><caption>").Append(E(caption)).Append("</caption><tr>");
        foreach (var head in heads)
            html.Append("<th scope=\"col\">").Append(E(head)).Append("</th>");
        html.Append("</tr>");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var cell in row)
                html.Append("<td>").Append(E(cell ?? "")).Append("</td>");
            html.Append("</tr>");
        }

        html.Append("</table>");
    }

    private static IEnumerable<(string Name, int Count)> Parts(SheetFigures figures) =>
    [
        ("source rows", figures.SourceRows), ("created", figures.Created), ("updated", figures.Updated), ("merged", figures.Merged), ("skipped", figures.Skipped), ("failed", figures.Failed),
    ];

    private static string? Client(Signature signed) =>
        signed.ClientName is null ? null : string.Join(" · ", new[] { signed.ClientName, signed.ClientEmail, signed.ClientAgreedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) }.OfType<string>());

    private static string N(int count) => count.ToString(CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
