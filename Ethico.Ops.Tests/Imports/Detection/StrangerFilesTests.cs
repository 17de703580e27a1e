using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Detection;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Ethico.Ops.Tests.Imports.Readers;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Imports.Detection;

/// <summary>
/// Exports that went through wrong hands, one line each: what is read, what a person is asked, or why it is not read and where. Every
/// file that is read holds twelve records, and none may be lost or made up on the way.
/// </summary>
public sealed class StrangerFilesTests
{
    private const int Records = 12;

    private static readonly Dictionary<string, Func<byte[]>> Files = new(StringComparer.Ordinal)
    {
        ["tabs, and cells that only begin with a quote"] = () => StrangerFile.Utf8(StrangerFile.Bare(Changed(7, (c, n) => n % 2 == 0 ? "\"" + c : c), '\t')),
        ["semicolons in Windows-1252 behind the mark of UTF-8"] = () =>
            [.. Encoding.UTF8.GetPreamble(), .. StrangerFile.Windows(StrangerFile.Text(Changed(4, (c, _) => c.Replace("What", "Größe €", StringComparison.Ordinal)), ';'))],
        ["a separator line that is not true"] = () => StrangerFile.Utf8("sep=;\n" + StrangerFile.Text(StrangerFile.Table(Records))),
        ["a quote left open in the header"] = () => StrangerFile.Utf8(StrangerFile.Text(StrangerFile.Table(Records)).Replace("Description", "\"Description", StringComparison.Ordinal)),
        ["a quote left open in the last row"] = () => StrangerFile.Utf8(StrangerFile.Bare(Changed(4, (c, n) => (n == Records ? "\"" : "") + c.Replace(",", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)), ',')),
        ["cut in the last record"] = () => StrangerFile.Utf8(StrangerFile.Text(StrangerFile.Table(Records - 1)) + "K-0012,2024-01-13,Open,Fraud,What happ"),
        ["a closing remark"] = () => StrangerFile.Utf8(StrangerFile.Text(StrangerFile.Table(Records)) + "Printed for the desk\n"),
        ["a page saved as one file"] = () => StrangerFile.Utf8("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"x\"\n\n--x\nContent-Type: text/html\n\n<html><table></table></html>\n"),
        ["a symbolic link sheet"] = () => StrangerFile.Utf8("ID;PWXL;N;E\nC;Y1;X1;K\"Case Number\"\nC;Y2;X1;K\"K-1\"\nE\n"),
        ["XML without its first line"] = () => StrangerFile.Utf8("<cases>\n<case><status>Open</status></case>\n</cases>\n"),
        ["a sheet of Excel 3"] = () => [0x09, 0x02, 0x06, 0x00, 0x00, 0x00, 0x10, 0x00, .. new byte[200]],

        ["JSON: a page of an interface"] = () => StrangerFile.Json(Records, "{\"page\": 1, \"of\": 1, \"cases\": [", behind: "]}"),
        ["JSON: an empty list in an object"] = () => StrangerFile.Utf8("{\"cases\":[]}"),
        ["JSON: the list two objects deep, on one line"] = () => StrangerFile.Utf8($"{{\"result\":{{\"cases\":[{StrangerFile.Object(1)}]}}}}"),
        ["JSON: records by their number"] = () => StrangerFile.Utf8($"{{\"K-1\":{StrangerFile.Object(1)},\"K-2\":{StrangerFile.Object(2)}}}"),
        ["JSON: names and rows apart"] = () => StrangerFile.Utf8("{\"columns\":[\"Case Number\"],\"rows\":[[\"K-1\"],[\"K-2\"]]}"),
        ["JSON: nothing among the records"] = () => StrangerFile.Json(Records, between: "null,\n"),
        ["JSON: nothing before the records of an object"] = () => StrangerFile.Json(Records, "{\"cases\": [null,", behind: "]}"),
        ["JSON: two lists in one file"] = () => [.. StrangerFile.Json(6), .. StrangerFile.Json(6)],
        ["JSON: a list behind the records of a file of lines"] = () => StrangerFile.Utf8($"{StrangerFile.Object(1)}\n{StrangerFile.Object(2)}\n[]\n"),
        ["JSON: ten thousand levels of lists"] = () => StrangerFile.Utf8(new string('[', 10_000) + new string(']', 10_000)),
        ["JSON: broken in UTF-16"] = () => Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("[{\"Größe\": \"ü €\"},\n{\"Größe\": ü}]")).ToArray(),
        ["JSON: broken, with line ends of an old Mac"] = () => StrangerFile.Utf8("[\r{\"a\": 1},\r\n{\"a\": oops}\r]"),

        ["a workbook: two cells in one place"] = () => StrangerFile.Sheet(Records, (f, line) => [.. StrangerFile.With(f, line, -1, ""), .. line == 5 ? [f.Text(7, line, "Plant 9")] : Array.Empty<string>()]),
        ["a workbook: a cell that names no place"] = () => StrangerFile.Sheet(Records, (f, line) => StrangerFile.With(f, line, 3, f.Text(3, line, "Fraud").Replace($"D{line}", $"$D${line}", StringComparison.Ordinal))),
        ["a workbook: places in small letters"] = () => StrangerFile.Sheet(Records, (f, line) => [.. StrangerFile.With(f, line, -1, "").Select(c => c.Replace("r=\"H", "r=\"h", StringComparison.Ordinal))]),
        ["a workbook: filtered rows and merged cells"] = () => StrangerFile.Sheet(
            Records, behind: "<mergeCells count=\"1\"><mergeCell ref=\"H2:H4\"/></mergeCells>",
            open: line => string.Create(CultureInfo.InvariantCulture, $"<row r=\"{line}\"{(line > 9 ? " hidden=\"1\"" : "")}>")),
        ["a workbook: a dimension that lies"] = () => StrangerFile.Sheet(Records, open: line => line == 1 ? "<row r=\"1\" spans=\"1:16384\">" : $"<row r=\"{line}\">"),
    };

    [Theory]
    [InlineData("tabs, and cells that only begin with a quote", "read: utf-8, '\t', header 1")]
    [InlineData("semicolons in Windows-1252 behind the mark of UTF-8", "undecodable, line 2, byte 126")]
    [InlineData("a separator line that is not true", "asks: Delimiter")]
    [InlineData("a quote left open in the header", "unclosed-quote, line 1, byte 0")]
    [InlineData("a quote left open in the last row", "unclosed-quote, line 13, byte 1125")]
    [InlineData("cut in the last record", "asks: Footer")]
    [InlineData("a closing remark", "read: utf-8, ',', header 1")]
    [InlineData("a page saved as one file", "file-html")]
    [InlineData("a symbolic link sheet", "file-slk")]
    [InlineData("XML without its first line", "file-xml")]
    [InlineData("a sheet of Excel 3", "file-xls")]
    [InlineData("JSON: a page of an interface", "read: utf-8, ',', header 0")]
    [InlineData("JSON: an empty list in an object", "json-shape")]
    [InlineData("JSON: the list two objects deep, on one line", "json-shape")]
    [InlineData("JSON: records by their number", "json-shape")]
    [InlineData("JSON: names and rows apart", "json-shape")]
    [InlineData("JSON: nothing among the records", "json-other, line 3, byte 238")]
    [InlineData("JSON: nothing before the records of an object", "json-other, line 2, byte 17")]
    [InlineData("JSON: two lists in one file", "json-behind, line 8, byte 1370")]
    [InlineData("JSON: a list behind the records of a file of lines", "json-other, line 3, byte 458")]
    [InlineData("JSON: ten thousand levels of lists", "json-shape")]
    [InlineData("JSON: broken in UTF-16", "json-broken, line 2, byte 60")]
    [InlineData("JSON: broken, with line ends of an old Mac", "json-broken, line 3, byte 19")]
    [InlineData("a workbook: two cells in one place", "workbook-place, line 5")]
    [InlineData("a workbook: a cell that names no place", "workbook-place, line 2")]
    [InlineData("a workbook: places in small letters", "read: sheet, header 1")]
    [InlineData("a workbook: filtered rows and merged cells", "read: sheet, header 1")]
    [InlineData("a workbook: a dimension that lies", "read: sheet, header 1")]
    public void A13_A14_What_came_through_wrong_hands_is_read_whole_or_refused_at_its_place(string name, string expected) => Said(Files[name]()).Should().Be(expected);

    [Fact]
    public void A13_Each_file_of_the_table_is_tried() =>
        typeof(StrangerFilesTests).GetMethod(nameof(A13_A14_What_came_through_wrong_hands_is_read_whole_or_refused_at_its_place))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(d => (string)d.Data[0]!).Should().BeEquivalentTo(Files.Keys);

    [Fact]
    public void MIG_8_A_person_who_says_Windows_1252_of_a_file_with_the_mark_of_UTF_8_has_no_mark_in_the_first_name()
    {
        var run = Whole(Files["semicolons in Windows-1252 behind the mark of UTF-8"](), new() { Encoding = "windows-1252" });

        run.Files[0].Format.Columns.Should().Equal(StrangerFile.Names);
        run.Files[0].FirstRows[0].Cells[4].Should().StartWith("Größe € happened");
    }

    [Fact]
    public void A17_Rows_nobody_sees_and_merged_ranges_are_counted_where_the_records_are()
    {
        Of(Files["a workbook: filtered rows and merged cells"]()).Should().Be(
            "12 records, 0 blank lines, 0 footer lines. 4 rows of the sheet are hidden or filtered out in Excel, and read all the same. 1 range is merged: the value belongs to the first cell, the others are blank.");
        Of(StrangerFile.Sheet(Records)).Should().Be("12 records, 0 blank lines, 0 footer lines.");

        static string Of(byte[] file) => Whole(file).Files[0].Facts.Single(f => f.Kind is FactKind.Rows).Evidence;
    }

    [Fact]
    public void A10_A_record_that_was_cut_off_is_no_footer_before_a_person_says_so()
    {
        var run = Whole(Files["cut in the last record"]());

        run.Files[0].Facts.Single(f => f.Kind is FactKind.Footer).Evidence.Should().StartWith("Line 13 has fewer cells than the others");
        new DetectionDocument(FormatChoice.Nothing, run.Files, run.Source, IsWhole: true).Undecided().Should().Equal((1, FactKind.Footer));
        Whole(Files["cut in the last record"](), new() { FooterRows = 0 }).Profile.Should().Match<FileProfile>(p => p.Rows == Records && p.TooShort == 1);
        Whole(Files["a closing remark"]()).Files[0].Format.FooterRows.Should().Be(1);
    }

    [Theory]
    [InlineData("7", 5, "00007")]
    [InlineData("123456", 5, "123456")]
    [InlineData("-7", 5, "-7")]
    [InlineData("7.5", 5, "7.5")]
    [InlineData("7", 6, "C-0007")]
    [InlineData("12345", 6, "C-12345")]
    [InlineData("78051120", 7, "078-05-1120")]
    [InlineData("0.25", 8, "0.25")]
    [InlineData("7", 9, "7")]
    [InlineData("123456789012345678", 0, "123456789012345678")]
    [InlineData("9.0071992547409931E+18", 0, "9.00719925474099E+18")]
    [InlineData("1.2345678901234E+13", 0, "12345678901234")]
    public void A18_A_number_kept_as_an_id_keeps_its_zeros_its_marks_and_all_its_digits(string stored, int style, string shown)
    {
        var rows = Whole(StrangerFile.Sheet(Records, (f, line) => StrangerFile.With(f, line, 0, SheetFile.Number(0, line, stored, style)))).Files[0].FirstRows;

        rows.Should().OnlyContain(r => r.Cells[0] == shown && r.Faults == null);
    }

    [Fact]
    public void A16_Half_a_character_written_as_an_escape_is_left_out_and_the_text_around_it_is_not()
    {
        var rows = TextFile.Read("[{\"a\": \"one \\ud83d two \\\\ud83d \\ud83d\\ude00 \\udc00\\n\\\"end\\u0000\\\"\"}]", new() { Kind = FileKind.Json, HeaderLine = 0, Columns = ["a"] });

        rows.Single().Cells[0].Should().Be("one  two \\ud83d \U0001F600 \n\"end\"");
        rows.Single().Faults.Should().ContainSingle().Which.Code.Should().Be("MIG-FIL-002");
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_a_fault_where_it_stands_alone_and_text_where_it_is_usual()
    {
        QuoteGuess.Of("a,b\n1,\"x\n2,y\n", ',').Quote.Should().Be('"');
        QuoteGuess.Of("a,b\n1,\"x\n2,\"y\n", ',').Quote.Should().Be('\0');
        QuoteGuess.Of("a,b\n1,\"x\"\n2,\"y\n", ',').Quote.Should().Be('"');
        QuoteGuess.Of("a,b\n1,\"x\" \n2,\"y\" \n", ',').Quote.Should().Be('"', "blanks behind it close no less");
    }

    [Fact]
    public void A17_Real_dates_beside_texts_that_prove_an_order_are_not_believed_where_a_spreadsheet_may_have_swapped_them()
    {
        Verdict("2024-03-04", "2024-05-06", "2024-07-08", "13/02/2024", "14/02/2024", "15/02/2024").Kind.Should().Be(DateVerdictKind.Review);
        Verdict("2024-03-04", "2024-05-06", "2024-07-08", "02/13/2024", "02/14/2024", "02/15/2024").Kind.Should().Be(DateVerdictKind.Review);
        // One real date whose day is no month, or a text that leaves the order open: nothing was swapped, or not for that reason.
        Verdict("2024-03-04", "2024-05-06", "2024-07-18", "13/02/2024", "14/02/2024", "15/02/2024").Kind.Should().Be(DateVerdictKind.Accepted);
        Verdict("2024-03-04", "2024-05-06", "2024-07-08", "13/02/2024", "14/02/2024", "05/02/2024").Kind.Should().Be(DateVerdictKind.Accepted);
        Verdict("2024-03-04", "13/02/2024", "14/02/2024", "15/02/2024").Kind.Should().Be(DateVerdictKind.Accepted);

        static DateVerdict Verdict(params string[] dates)
        {
            var profile = Whole(StrangerFile.Utf8("Case Number,Received Date\n" + string.Concat(dates.Select((d, i) => $"K-{i},{d}\n")))).Profile.Columns[1];
            return DateVerdict.Of(profile.Dates, profile.Filled, []);
        }
    }

    private static string[][] Changed(int column, Func<string, int, string> change) =>
        [StrangerFile.Names, .. Enumerable.Range(1, Records).Select(n => StrangerFile.Record(n).Select((c, i) => i == column ? change(c, n) : c).ToArray())];

    private static string Said(byte[] file)
    {
        try
        {
            var run = Whole(file);
            var format = run.Files[0].Format;
            var asked = string.Join(", ", run.Files[0].Facts.Where(f => f.NeedsChoice).Select(f => f.Kind));
            if (asked.Length > 0)
                return $"asks: {asked}";
            run.Profile.Rows.Should().Be(Records);
            using var content = new MemoryStream(file);
            SourceReader.Rows(content, format).Select(r => r.Cells[Array.IndexOf([.. format.Columns], "Case Number")])
                .Should().Equal(Enumerable.Range(1, Records).Select(n => StrangerFile.Record(n)[0]));
            return string.Create(CultureInfo.InvariantCulture, $"read: {(format.Kind is FileKind.Xlsx ? "sheet" : $"{format.Encoding}, '{format.Delimiter}'")}, header {format.HeaderLine}");
        }
        catch (UnreadableSourceException stop)
        {
            var fault = stop.Fault;
            fault.Refusal.Sentence.Should().NotContainAny("K-0", "happened");
            return string.Create(CultureInfo.InvariantCulture, $"{fault.Refusal.Code}{(fault.Line is { } line ? $", line {line}" : "")}{(fault.Offset is { } at ? $", byte {at}" : "")}");
        }
    }

    private static DetectedRun Whole(byte[] file, FormatChoice? choice = null) =>
        new RunDetector(FormatLimits.Standard, FormatDetector.WithKnownSources(FormatLimits.Standard))
            .Detect([() => new MemoryStream(file)], choice ?? FormatChoice.Nothing, new(2026, 3, 1), null, default);
}
