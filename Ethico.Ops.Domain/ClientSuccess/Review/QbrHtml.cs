using System.Globalization;
using System.Net;
using System.Text;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A review as one file that needs nothing beside it: no script, no picture, no address.</summary>
public static class QbrHtml
{
    private const int BarWide = 400;

    private const string Style = """
        :root{color-scheme:light}
        *{box-sizing:border-box}
        body{margin:0;background:#fff;color:#1c2430;font:15px/1.5 Inter,system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
        main{max-width:760px;margin:0 auto;padding:40px 24px 56px}
        header{border-bottom:2px solid #24527a;margin-bottom:24px;padding-bottom:16px}
        h1{font-size:28px;line-height:1.2;margin:4px 0}
        h2{font-size:18px;margin:32px 0 8px;color:#24527a}
        h3{font-size:14px;margin:12px 0 6px}
        p{margin:0 0 10px;white-space:pre-line;overflow-wrap:anywhere}
        .quiet{color:#55606e;font-size:13px}
        ul{margin:0 0 10px;padding-left:20px}
        li{margin:3px 0;overflow-wrap:anywhere}
        .wide{overflow-x:auto;margin:0 0 10px}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        th,td{text-align:right;padding:6px 8px;border-bottom:1px solid #d9dee5;vertical-align:top}
        th:first-child,td:first-child{text-align:left}
        thead th{color:#55606e;font-weight:600;font-size:13px}
        tbody th{font-weight:400;min-width:7.5em;overflow-wrap:break-word}
        tbody td{white-space:nowrap}
        svg{display:block;width:100%;height:10px}
        .bars td{border:0;padding:3px 8px;white-space:nowrap}
        .bars td:nth-child(2){width:65%;vertical-align:middle}
        footer{margin-top:40px;border-top:1px solid #d9dee5;padding-top:10px}
        @media print{main{max-width:none;padding:0}h2{break-after:avoid}tr{break-inside:avoid}}
        """;

    /// <summary>UTF-8 without a mark, line ends of one kind.</summary>
    public static string Write(QbrDocument document)
    {
        var html = new StringBuilder(8192);
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
            .Append(Safe($"{document.Client}: {document.Title}, {document.Period}")).Append("</title>\n<style>\n").Append(Style.ReplaceLineEndings("\n")).Append("\n</style>\n</head>\n<body>\n<main>\n<header>\n<p class=\"quiet\">")
            .Append(Safe(document.Title)).Append("</p>\n<h1>").Append(Safe(document.Client)).Append("</h1>\n<p class=\"quiet\">").Append(Safe(document.Period)).Append("</p>\n</header>\n");
        foreach (var part in document.Parts)
        {
            html.Append("<section>\n<h2>").Append(Safe(part.Heading)).Append("</h2>\n");
            foreach (var block in part.Blocks)
                Write(html, block);
            html.Append("</section>\n");
        }

        return html.Append("<footer><p class=\"quiet\">Prepared by Ethico</p></footer>\n</main>\n</body>\n</html>\n").ToString();
    }

    private static void Write(StringBuilder html, QbrBlock block)
    {
        switch (block)
        {
            case QbrParagraph paragraph:
                html.Append(paragraph.IsQuiet ? "<p class=\"quiet\">" : "<p>").Append(Safe(paragraph.Text)).Append("</p>\n");
                break;
            case QbrBullets list:
                html.Append("<ul>\n");
                foreach (var item in list.Items)
                    html.Append("<li>").Append(Safe(item)).Append("</li>\n");
                html.Append("</ul>\n");
                break;
            case QbrBars bars:
                Write(html, bars);
                break;
            case QbrTable table:
                Write(html, table);
                break;
        }
    }

    private static void Write(StringBuilder html, QbrBars bars)
    {
        var most = Math.Max(1, bars.Bars.Max(b => b.Value ?? 0));
        html.Append("<h3>").Append(Safe(bars.Title)).Append("</h3>\n<table class=\"bars\">\n<tbody>\n");
        foreach (var bar in bars.Bars)
        {
            html.Append("<tr><td>").Append(Safe(bar.Label)).Append("</td><td><svg viewBox=\"0 0 ").Append(BarWide).Append(" 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect width=\"")
                .Append(BarWide).Append("\" height=\"10\" fill=\"#eef1f5\"/><rect width=\"").Append(((bar.Value ?? 0) * (double)BarWide / most).ToString("0.#", CultureInfo.InvariantCulture))
                .Append("\" height=\"10\" fill=\"#2f6ea5\"/></svg></td><td>").Append(Safe(bar.Text)).Append("</td></tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    private static void Write(StringBuilder html, QbrTable table)
    {
        html.Append("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"").Append(Safe(table.Columns[0])).Append("\">\n<table>\n<thead><tr>");
        foreach (var column in table.Columns)
            html.Append("<th scope=\"col\">").Append(Safe(column)).Append("</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append("<tr><th scope=\"row\">").Append(Safe(row[0])).Append("</th>");
            foreach (var cell in row.Skip(1))
                html.Append("<td>").Append(Safe(cell)).Append("</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n</div>\n");
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
