using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Detection;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Ethico.Ops.Tests.Imports.Readers;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Imports.Detection;

/// <summary>Files a stranger brings: named as what they are, with the place and the way out, and nothing guessed.</summary>
public sealed class WorseFilesTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Fact]
    public void A13_What_only_goes_by_the_name_of_a_table_is_named_for_what_it_is()
    {
        var noise = new byte[4_000];
        new Random(7).NextBytes(noise);
        Refusal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. noise]).Should().Be("file-image");
        Refusal([0xFF, 0xD8, 0xFF, 0xE0, .. noise]).Should().Be("file-image");
        Refusal(noise).Should().Be("file-not-text");
        Refusal([.. "\r\n%PDF-1.4\n"u8, .. noise]).Should().Be("file-pdf");
        Refusal("{\\rtf1\\ansi some text\\par}"u8).Should().Be("file-rtf");
        Refusal("<html><body><table><tr><th>Case Number</th></tr></table></body></html>"u8).Should().Be("file-html");
        Refusal(Encoding.Unicode.GetBytes("\uFEFF<!DOCTYPE html>\n<html><body>x</body></html>")).Should().Be("file-html");
        Refusal("<?xml version=\"1.0\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"u8).Should().Be("file-excel-xml");
        Refusal("<?xml version=\"1.0\"?>\n<cases><case/></cases>"u8).Should().Be("file-xml");

        static string Refusal(ReadOnlySpan<byte> bytes)
        {
            var file = new MemoryStream(bytes.ToArray());
            return Fault(() => Detector().Look(file, FormatChoice.Nothing)).Refusal.Code;
        }
    }

    [Theory]
    [InlineData("Case Number,Note\n1,bell \u0007 and NUL \0 in one cell\n")]
    [InlineData("[Case Number],[Note]\n1,x\n")]
    [InlineData("<id>,<note>\n1,x\n")]
    public void A6_A14_Text_with_odd_marks_or_brackets_is_still_a_table(string text) =>
        Detector().Look(TextFile.Of(text), FormatChoice.Nothing).Format.Should().Match<FileFormat>(f => f.Kind == FileKind.Delimited && f.Columns.Count == 2);

    [Theory]
    [InlineData("[1, 2, 3]")]
    [InlineData("[[\"Case Number\",\"Status\"],[\"1\",\"Open\"]]")]
    [InlineData("[\"Case Number\",\"Status\"]\n[\"1\",\"Open\"]\n")]
    public void A13_JSON_that_lists_no_objects_is_refused_as_JSON(string json) =>
        Fault(() => Detector().Look(TextFile.Of(json), FormatChoice.Nothing)).Refusal.Code.Should().Be("json-shape");

    [Fact]
    public void A11_Names_of_JSON_that_cannot_be_columns_are_told_apart_and_lose_no_value()
    {
        var file = TextFile.Of($$"""[{"Status":"Open","status":"Closed","":"blank","a\nb":"breaks","{{new string('L', 3_000)}}":"long"},{"Status":"New","late one":"x"}]""");

        var run = Whole(file);

        run.Files[0].Format.Columns.Should().Equal("Status", "status (2)", "Column 3", "a b", new string('L', 200), "late one");
        file.Position = 0;
        var rows = TextFile.Read(file, run.Files[0].Format);
        rows[0].Cells.Should().Equal("Open", "Closed", "blank", "breaks", "long", "");
        rows[1].Cells.Should().Equal("New", "", "", "", "", "x");
        rows.Should().OnlyContain(r => r.Faults == null);
    }

    [Fact]
    public void MIG_8_An_invalid_place_of_JSON_in_UTF_16_is_named_by_line_and_byte()
    {
        // Far behind the beginning that the first look reads.
        var text = new StringBuilder("[\n");
        for (var i = 0; i < 20_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"{{\"Case Number\":\"{i}\",\"Note\":\"What happened at length in this one\"}},\n");
        var good = Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text.ToString())).ToArray();
        byte[] bad = [.. good, 0x00, 0xD8, 0x20, 0x00];

        var fault = Fault(() => Whole(new MemoryStream(bad)));

        (fault.Refusal.Code, fault.Line, fault.Offset).Should().Be(("undecodable", 20_002L, good.LongLength));
    }

    [Fact]
    public void MIG_8_UTF_16_without_a_mark_is_known_though_few_of_its_bytes_are_NUL()
    {
        var text = "Case Number,Note\n" + string.Concat(Enumerable.Range(1, 8).Select(i => $"K-{i},{string.Concat(Enumerable.Repeat("上司が部下に対して不適切な発言を繰り返していた。", 12))}\n"));
        foreach (var (encoding, name) in new[] { (Encoding.Unicode, "utf-16"), (Encoding.BigEndianUnicode, "utf-16BE") })
        {
            var look = Detector().Look(new MemoryStream(encoding.GetBytes(text)), FormatChoice.Nothing);
            (look.Format.Encoding, look.FirstRows.Count, look.FirstRows[0].Cells[1][..4]).Should().Be((name, 8, "上司が部"));
        }

        Detector().Look(TextFile.Of("Case Number,Note\nK-1,a\0b\nK-2,c\n"), FormatChoice.Nothing).Format.Encoding.Should().Be("utf-8");
    }

    [Fact]
    public void A10_A_delimiter_that_closes_each_record_makes_blank_columns_and_no_errors()
    {
        var run = Whole(TextFile.Of("Case Number,Case Status,Note\nK-1,Open,a,,\nK-2,Closed,b,,\nK-3,New,c,,\n"));

        run.Files[0].Format.Columns.Should().Equal("Case Number", "Case Status", "Note", "Column 4", "Column 5");
        run.Profile.Should().Match<FileProfile>(p => p.Rows == 3 && p.TooLong == 0 && p.TooShort == 0);
        // What is filled somewhere is no mark of the record's end: it stays a row that is too long.
        Whole(TextFile.Of("Case Number,Case Status,Note\nK-1,Open,one, two\nK-2,Closed,b,x\nK-3,New,c,\n")).Profile.TooLong.Should().Be(3);
    }

    [Fact]
    public void A14_The_mark_that_ends_a_DOS_file_is_no_record()
    {
        var run = Whole(TextFile.Of("Case Number,Note\r\nK-1,a\r\nK-2,b\r\n\u001A"));
        (run.Profile.Rows, run.Profile.TooShort, run.Files[0].Format.FooterRows).Should().Be((2, 0, 0));
    }

    [Fact]
    public void A11_A_header_line_that_holds_nothing_is_refused_and_one_far_down_is_believed()
    {
        Fault(() => Whole(TextFile.Of("Title\n\nCase Number,Note\nK-1,a\n"), new() { HeaderLine = 2 })).Refusal.Code.Should().Be("header-line");
        var sheet = new SheetFile();
        sheet.Sheet("Cases", string.Concat(Enumerable.Range(1, 29).Select(i => SheetFile.Row(i, sheet.Text(0, i, $"Remark {i}"))))
            + SheetFile.Row(31, sheet.Text(0, 31, "Case Number"), sheet.Text(1, 31, "Note")) + SheetFile.Row(32, sheet.Text(0, 32, "K-1"), sheet.Text(1, 32, "a")));
        Fault(() => Whole(sheet.Stream(), new() { HeaderLine = 30 })).Refusal.Code.Should().Be("header-line");
        Whole(sheet.Stream(), new() { HeaderLine = 31 }).Profile.Columns.Select(c => c.Name).Should().Equal("Case Number", "Note");
    }

    [Fact]
    public void A_fault_in_one_of_several_files_says_which()
    {
        var first = "Case Number,Note\nK-1,a\n";
        Said("Case Number,Note\nK-2,\"a\n").Should().StartWith("File 2: A quote opened on line 2 (byte 21) is not closed");
        Said("Case Number,Remark,Place\nK-2,a,b\n").Should().StartWith("File 2: It has 3 columns and the first file 2; the first file has none like column 2, 3.");
        Said("{\\rtf1 x}").Should().StartWith("File 2: This is a text document");
        Fault(() => Whole(TextFile.Of("Case Number,Note\nK-2,\"a\n"))).Refusal.Sentence.Should().StartWith("A quote");

        string Said(string second) => Fault(() => new RunDetector(FormatLimits.Standard, Detector())
            .Detect([() => TextFile.Of(first), () => TextFile.Of(second)], FormatChoice.Nothing, Today, null, default)).Refusal.Sentence;
    }

    [Fact]
    public void A14_Blanks_between_a_delimiter_and_a_quote_belong_to_neither()
    {
        var run = Whole(TextFile.Of("\"Case Number\", \"Case Status\", \"Note\"\n\"K-1\", \"Open\", \"one, \"\"two\"\", three\"\n\"K-2\",  \"Closed\", \" kept\"\n"));

        run.Files[0].Format.Columns.Should().Equal("Case Number", "Case Status", "Note");
        run.Files[0].FirstRows.Select(r => string.Join('|', r.Cells)).Should().Equal("K-1|Open|one, \"two\", three", "K-2|Closed| kept");
        // A text that merely begins with a blank and a quote is a text.
        TextFile.Read("a,b\n1, \"x\" y\n", TextFile.Comma("a", "b")).Single().Cells[1].Should().Be(" \"x\" y");
    }

    [Fact]
    public void A4_Bytes_that_neither_encoding_knows_ask_a_person_and_block_their_rows()
    {
        var shiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes("Case Number,Case Status,Note\nK-1,Open,上司が不適切な発言を\nK-2,Open,plain\n");

        var run = Whole(new MemoryStream(shiftJis));

        var fact = run.Files[0].Facts.Single(f => f.Kind is FactKind.Encoding);
        fact.Should().Match<FormatFact>(f => f.Value == "" && f.NeedsChoice && f.Confidence == 0, "what cannot be right is not proposed");
        fact.Evidence.Should().StartWith("Line 2, byte 38 is not UTF-8, and line 2, byte 38 is not Windows-1252, so neither is proposed");
        TextFile.Read(new MemoryStream(shiftJis), run.Files[0].Format).Select(r => r.Faults?.Single().Code).Should().Equal("MIG-FIL-002", null);
        new DetectionDocument(FormatChoice.Nothing, run.Files, run.Source, IsWhole: true).Undecided().Should().Equal((1, FactKind.Encoding));
        new DetectionDocument(new() { Encoding = "windows-1252" }, run.Files, run.Source, IsWhole: true).Undecided().Should().BeEmpty();
        Whole(new MemoryStream(Encoding.Latin1.GetBytes("Case Number,Note\nK-1,caf\u00E9\n"))).Files[0].Facts.Single(f => f.Kind is FactKind.Encoding).NeedsChoice.Should().BeFalse();
    }

    [Fact]
    public void A8_A_quote_that_swallowed_lines_says_how_many()
    {
        var text = "Case Number,Note\nK-1,\"never closed\nK-2,b\nK-3,\"c\nK-4,d\n";
        TextFile.Read(text, TextFile.Comma("Case Number", "Note"))[0].Faults!.Single().Detail.Should().StartWith("A quote opened in the record of line 2 is not closed: 2 more lines were read into this cell");
    }

    [Fact]
    public void A_header_known_by_its_names_is_found_though_a_remark_far_right_makes_the_sheet_wide()
    {
        var sheet = new SheetFile();
        string[] names = ["Case Number", "Case Status", "Issue Type", "Date Reported", "Narrative"];
        sheet.Sheet("Cases", SheetFile.Row(1, [.. names.Select((n, i) => sheet.Text(i, 1, n))])
            + SheetFile.Row(2, [.. names.Select((_, i) => sheet.Text(i, 2, $"v{i}")), sheet.Text(20, 2, "a remark")]) + SheetFile.Row(3, [.. names.Select((_, i) => sheet.Text(i, 3, $"w{i}"))]));

        var run = Whole(sheet.Stream());
        (run.Files[0].Format.HeaderLine, run.Profile.Rows).Should().Be((1, 2));
        run.Files[0].Format.Columns.Take(5).Should().Equal(names);
    }

    [Fact]
    public void Cells_that_do_not_name_their_place_stay_in_their_columns_behind_blank_ones()
    {
        var sheet = new SheetFile().Sheet("Cases", string.Concat(new[] { new[] { "Case Number", "Case Status", "Note" }, ["K-1", "", "told"] }
            .Select(cells => $"<row>{string.Concat(cells.Select(c => c.Length == 0 ? "<c/>" : $"<c t=\"inlineStr\"><is><t>{c}</t></is></c>"))}</row>")));
        Whole(sheet.Stream()).Files[0].FirstRows.Single().Cells.Should().Equal("K-1", "", "told");
    }

    [Fact]
    public void A6_A16_A_workbooks_cell_that_spells_NUL_or_half_a_character_is_an_error_and_stops_nothing()
    {
        var file = SheetFile.OfTexts(["Case Number", "Half _xD83D_ head"], ["K_x0000_1", "half _xD83D_ alone"], ["K-2", "whole _xD83D__xDE00_ pair"]);

        var run = Whole(file.Stream());

        run.Files[0].Format.Columns.Should().Equal("Case Number", "Half head");
        run.Files[0].FirstRows[0].Cells.Should().Equal("K1", "half  alone");
        run.Files[0].FirstRows[0].Faults!.Select(f => f.Code).Should().Equal("MIG-FMT-008", "MIG-FIL-002");
        run.Files[0].FirstRows[1].Should().Match<SourceRow>(r => r.Faults == null && r.Cells[1] == "whole \uD83D\uDE00 pair");
    }

    private static FormatDetector Detector() => FormatDetector.WithKnownSources(FormatLimits.Standard);

    private static DetectedRun Whole(Stream file, FormatChoice? choice = null) => new RunDetector(FormatLimits.Standard, Detector()).Detect(
        [() => new MemoryStream(Bytes(file))], choice ?? FormatChoice.Nothing, Today, null, default);

    private static byte[] Bytes(Stream file)
    {
        using var copy = new MemoryStream();
        file.Position = 0;
        file.CopyTo(copy);
        return copy.ToArray();
    }

    private static SourceFault Fault(Action act) => act.Should().Throw<UnreadableSourceException>().Which.Fault;
}
