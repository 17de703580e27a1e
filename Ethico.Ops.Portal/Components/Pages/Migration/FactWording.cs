using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>The facts of step 2 as people read them.</summary>
internal static class FactWording
{
    public static string Title(FactKind kind) => kind switch
    {
        FactKind.Kind => "Kind of file",
        FactKind.Encoding => "Encoding",
        FactKind.Delimiter => "Delimiter",
        FactKind.Quote => "Quote",
        FactKind.Escape => "Quote inside a cell",
        FactKind.NewLine => "Newline",
        FactKind.HeaderLine => "Header line",
        FactKind.Footer => "Footer rows",
        FactKind.Sheet => "Sheet",
        FactKind.Rows => "Rows",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a fact."),
    };

    public static string Value(FactKind kind, string value) => (kind, value) switch
    {
        (FactKind.Kind, nameof(FileKind.Delimited)) => "Delimited text",
        (FactKind.Kind, nameof(FileKind.Xlsx)) => "Excel workbook",
        (FactKind.Kind, nameof(FileKind.NdJson)) => "NDJSON",
        (FactKind.Kind, nameof(FileKind.Json)) => "JSON",
        (FactKind.Encoding, "") => "Not chosen yet",
        (FactKind.Encoding, "utf-8") => "UTF-8",
        (FactKind.Encoding, "utf-16") => "UTF-16 LE",
        (FactKind.Encoding, "utf-16BE") => "UTF-16 BE",
        (FactKind.Encoding, "windows-1252") => "Windows-1252",
        (FactKind.Delimiter, "") => "None: a single column",
        (FactKind.Delimiter, ",") => "Comma ,",
        (FactKind.Delimiter, ";") => "Semicolon ;",
        (FactKind.Delimiter, "\t") => "Tab",
        (FactKind.Delimiter, "|") => "Pipe |",
        (FactKind.Quote, "") => "None",
        (FactKind.Quote, "\"") => "Double quote \"",
        (FactKind.Quote, "'") => "Single quote '",
        (FactKind.Escape, nameof(QuoteEscape.Doubled)) => "Written twice",
        (FactKind.Escape, nameof(QuoteEscape.Backslash)) => "Behind a backslash",
        (FactKind.NewLine, nameof(NewLineKind.Lf)) => "LF",
        (FactKind.NewLine, nameof(NewLineKind.CrLf)) => "CR LF",
        (FactKind.NewLine, nameof(NewLineKind.Cr)) => "CR",
        (FactKind.HeaderLine, "0") => "No header",
        (FactKind.HeaderLine, _) => $"Line {value}",
        (FactKind.Footer, "0") => "None",
        (FactKind.Rows, _) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var rows) => rows.ToString("N0", CultureInfo.InvariantCulture),
        _ => value,
    };

    /// <summary>What a person may choose: the proposal first, where there is one.</summary>
    public static IEnumerable<string> Offered(FormatFact fact) =>
        (fact is { Kind: FactKind.Encoding, Value: "" } ? fact.Options : fact.Options.Prepend(fact.Value)).Distinct(StringComparer.Ordinal);

    /// <summary>A further file of a run in one line.</summary>
    public static string Line(FurtherFile file) => Line(file.Format, file.Facts.FirstOrDefault(f => f.Kind is FactKind.Encoding)?.Value);

    private static string Line(FileFormat format, string? encoding) => format.Kind is FileKind.Delimited
        ? string.Join(" · ", Value(FactKind.Kind, nameof(FileKind.Delimited)), encoding is "" ? "encoding not chosen yet" : Value(FactKind.Encoding, format.Encoding),
            Value(FactKind.Delimiter, format.Delimiter == FileFormat.NoDelimiter ? "" : format.Delimiter.ToString()).TrimEnd(' ', format.Delimiter).ToLowerInvariant(),
            format.HeaderLine == 0 ? "no header" : $"header in line {format.HeaderLine}") + Tail(format)
        : Value(FactKind.Kind, format.Kind.ToString()) + (format.Sheet is { } sheet ? $" · sheet {sheet}" : "") + Tail(format);

    private static string Tail(FileFormat format) =>
        (format.FooterRows > 0 ? $" · {format.FooterRows} footer rows" : "") + (format.Order is null ? "" : " · its columns stand in another order or are written otherwise");

    public static string Confidence(double confidence) => confidence.ToString("0.00", CultureInfo.InvariantCulture) + " · " + Word(confidence);

    public static string Word(double confidence) => confidence switch { >= 0.85 => "sure", >= 0.60 => "likely", _ => "unsure" };

    public static TagTone Tone(double confidence, bool needsChoice = false) => confidence switch
    {
        _ when needsChoice => TagTone.Caution,
        >= 0.85 => TagTone.Good,
        >= 0.60 => TagTone.Caution,
        _ => TagTone.Unknown,
    };

    /// <summary>What the reader met that it did not stop for; only the kinds there are.</summary>
    public static string Faults(DetectionCounts counts)
    {
        var said = new (int Rows, string What)[]
        {
            (counts.TooLong, "more cells than columns"), (counts.TooShort, "fewer cells than columns"), (counts.OtherFaults, "other faults"),
        }.Where(each => each.Rows > 0).Select((each, i) => (i == 0 ? $"{PortalUrls.Number(each.Rows)} {(each.Rows == 1 ? "row has" : "rows have")}" : $"{PortalUrls.Number(each.Rows)}") + $" {each.What}");
        return string.Join(", ", said) + ".";
    }

    /// <summary>The choice with this fact said otherwise.</summary>
    public static FormatChoice With(FormatChoice choice, FactKind kind, string value) => kind switch
    {
        FactKind.Encoding => choice with { Encoding = value },
        // What lies behind the delimiter is found anew: the header may be another line then.
        FactKind.Delimiter => choice with { Delimiter = value },
        FactKind.Quote => choice with { Quote = value },
        FactKind.Escape => choice with { Escape = Enum.Parse<QuoteEscape>(value) },
        FactKind.HeaderLine => choice with { HeaderLine = int.Parse(value, CultureInfo.InvariantCulture) },
        FactKind.Footer => choice with { FooterRows = int.Parse(value, CultureInfo.InvariantCulture) },
        FactKind.Sheet => choice with { Sheet = value, HeaderLine = null, FooterRows = null },
        _ => choice,
    };
}
