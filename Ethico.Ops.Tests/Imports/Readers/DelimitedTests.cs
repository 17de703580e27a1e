using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Imports.Readers;

public sealed class DelimitedTests
{
    private static readonly string[][] Records =
    [
        ["Nummer", "Text", "Ort"],
        ["2023-001", "Shouting; threats, \"again\"\tand | pipes", "Köln"],
        ["2023-002", "first line\nsecond line\n\nfourth", "Zürich"],
        ["2023-003", "", " padded "],
        ["2023-004", "smart “quotes” € and é", "Łódź"],
    ];

    public static TheoryData<string, bool, string, char> Matrix()
    {
        var all = new TheoryData<string, bool, string, char>();
        foreach (var newLine in (string[])["\n", "\r\n", "\r"])
        {
            foreach (var delimiter in (char[])[',', ';', '\t', '|'])
            {
                all.Add("utf-8", true, newLine, delimiter);
                all.Add("utf-8", false, newLine, delimiter);
                all.Add("utf-16", true, newLine, delimiter);
                all.Add("utf-16", false, newLine, delimiter);
                all.Add("utf-16BE", true, newLine, delimiter);
                all.Add("utf-16BE", false, newLine, delimiter);
                all.Add("windows-1252", false, newLine, delimiter);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void MIG_8_The_same_cells_come_out_of_every_encoding_newline_and_delimiter(string encoding, bool withMark, string newLine, char delimiter)
    {
        var records = encoding is "windows-1252" ? Records.Select(r => r.Select(c => c.Replace("Łódź", "Lodz", StringComparison.Ordinal)).ToArray()).ToArray() : Records;
        var text = Written(records, newLine, delimiter);
        var file = TextFile.Of(text, encoding is "utf-8" ? new UTF8Encoding(withMark) : CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding), withMark);

        var rows = TextFile.Read(file, TextFile.Comma(records[0]) with { Encoding = encoding, Delimiter = delimiter });

        rows.Select(r => r.Cells).Should().BeEquivalentTo(
            records.Skip(1).Select(r => r.Select(c => c.Replace("\n", newLine, StringComparison.Ordinal)).ToArray()), o => o.WithStrictOrdering());
        rows.Should().OnlyContain(r => r.Faults == null);
        rows.Select(r => r.Line).Should().Equal(2, 3, 7, 8);
        rows.Select(r => r.Number).Should().Equal(1, 2, 3, 4);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void MIG_8_Cells_that_lie_across_the_blocks_of_a_file_are_whole(string encoding, bool withMark, string newLine, char delimiter)
    {
        var body = Enumerable.Range(1, 9_000).Select(i => new[] { $"N{i}", $"é \"{i}\"\n{new string('x', i % 97)}", "ö" }).ToList();
        var file = TextFile.Of(Written(body.Prepend(["a", "b", "c"]), newLine, delimiter),
            CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding), withMark);

        var rows = TextFile.Read(file, TextFile.Comma("a", "b", "c") with { Encoding = encoding, Delimiter = delimiter });

        rows.Should().HaveCount(9_000);
        rows.Where((row, at) => !row.Cells.SequenceEqual(body[at].Select(c => c.Replace("\n", newLine, StringComparison.Ordinal)))).Should().BeEmpty();
        rows[^1].Line.Should().Be(2 + (8_999 * 2));
    }

    [Fact]
    public void A1_A_byte_order_mark_is_no_part_of_the_first_cell()
    {
        var rows = TextFile.Read(TextFile.Of("1,2\n", withMark: true), TextFile.Comma("a", "b") with { HeaderLine = 0 });

        rows.Single().Cells.Should().Equal("1", "2");
    }

    [Fact]
    public void A6_A_NUL_is_a_fault_of_its_cell_and_the_rows_around_it_go_on()
    {
        var rows = TextFile.Read("a,b\n1,x\0y\n2,\"q\0\"\n3,z\n", TextFile.Comma("a", "b"));

        rows.Select(r => r.Cells[1]).Should().Equal("xy", "q", "z");
        rows.Select(r => r.Faults?.Single()).Should().SatisfyRespectively(
            first => first!.Should().Match<RowFault>(f => f.Code == "MIG-FMT-008" && f.Column == 1),
            second => second!.Code.Should().Be("MIG-FMT-008"),
            third => third.Should().BeNull());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    public void A7_A_cell_over_the_limit_stops_with_its_place_and_little_memory(string quote)
    {
        var file = new RepeatedStream($"a,b\n1,ok\n2,{quote}", 'x', 10 << 20, $"{quote}\n3,ok\n");
        var before = GC.GetAllocatedBytesForCurrentThread();

        var fault = TextFile.Fault(file, TextFile.Comma("a", "b"));

        fault.Refusal.Code.Should().Be("cell-too-long");
        fault.Refusal.Sentence.Should().Contain("line 3").And.Contain("1 MB");
        fault.Should().Match<SourceFault>(f => f.RuleCode == "MIG-FIL-003" && f.Line == 3 && f.Offset == 11 + quote.Length);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(16 << 20);
    }

    [Fact]
    public void A8_An_unclosed_quote_names_its_opening_line_long_before_the_end_of_the_file()
    {
        var file = new RepeatedStream("a,b\n1,\"never closed\n", "2,some text of a row\n", 400_000, "");

        var fault = TextFile.Fault(file, TextFile.Comma("a", "b"));

        fault.Refusal.Code.Should().Be("unclosed-quote");
        fault.Should().Match<SourceFault>(f => f.RuleCode == "MIG-FIL-003" && f.Line == 2 && f.Offset == 6);
        fault.Refusal.Sentence.Should().Contain("line 2");
        file.BytesRead.Should().BeLessThan(3 << 20);
    }

    [Fact]
    public void A8_An_unclosed_quote_in_a_small_file_names_its_opening_line_below_cells_with_breaks()
    {
        var fault = TextFile.Fault(TextFile.Of("a,b\n\"x\ny\",1\n\"z\nw\",\"open\n3,4\n"), TextFile.Comma("a", "b"));

        fault.Should().Match<SourceFault>(f => f.Line == 5 && f.Offset == 18);
        fault.Refusal.Sentence.Should().StartWith("A quote opened on line 5 ");
    }

    [Fact]
    public void A10_Ragged_rows_go_on_as_findings_that_name_both_counts()
    {
        var rows = TextFile.Read("a,b,c\n1,2,3\n1,2\n1,2,3,4,5\n", TextFile.Comma("a", "b", "c"));

        rows[0].Faults.Should().BeNull();
        rows[1].Faults.Should().Equal(new RowFault("MIG-FIL-005", -1, "2 cells, header 3."));
        rows.Select(r => r.Missing).Should().StartWith([0, 1, 0]);
        rows[1].Cells.Should().Equal("1", "2", "");
        rows[2].Faults.Should().Equal(new RowFault("MIG-FIL-004", -1, "5 cells, header 3.") { Advice = "perhaps an unquoted comma" });
        rows[2].Cells.Should().Equal("1", "2", "3");
        rows[2].Surplus.Should().Equal("4", "5");
    }

    [Fact]
    public void A6_A8_What_is_wrong_with_a_cell_behind_the_last_column_is_a_fault_of_that_cell()
    {
        var rows = TextFile.Read("a,b\n1,2,x\0y\n1,2,3,\"open\n3,4\n5,\"6\n", TextFile.Comma("a", "b"));

        rows[0].Faults!.Select(f => (f.Code, f.Column)).Should().BeEquivalentTo([("MIG-FIL-004", -1), ("MIG-FMT-008", 2)]);
        rows[0].Surplus.Should().Equal("xy");
        rows[1].Faults!.Select(f => (f.Code, f.Column)).Should().BeEquivalentTo([("MIG-FIL-004", -1), ("MIG-FIL-003", 3)]);
        TextFile.Read(new MemoryStream([.. "a\n1,"u8, 0x81]), TextFile.Comma("a") with { Encoding = "windows-1252" }).Single().Faults!.Select(f => (f.Code, f.Column))
            .Should().BeEquivalentTo([("MIG-FIL-004", -1), ("MIG-FIL-002", 1)]);
    }

    [Fact]
    public void A12_A_row_of_more_columns_than_the_limit_stops_there()
    {
        var fault = TextFile.Fault(TextFile.Of("a,b\n1,2\n" + new string(',', 2_000) + "x\n"), TextFile.Comma("a", "b"));

        fault.Should().Match<SourceFault>(f => f.RuleCode == "MIG-LIM-001" && f.Line == 3 && f.Offset == 8);
        fault.Refusal.Sentence.Should().Contain("1,000 columns");
    }

    [Fact]
    public void A14_Mixed_line_ends_are_counted_outside_quotes_only()
    {
        var tally = new ReadingTally();

        var rows = TextFile.Read(TextFile.Of("a,b\r\n1,\"x\ny\"\r2,z\n3,\"\r\r\"\r\n"), TextFile.Comma("a", "b"), tally: tally);

        rows.Select(r => (r.Cells[1], r.Line)).Should().Equal(("x\ny", 2), ("z", 4), ("\r\r", 5));
        (tally.Lf, tally.CrLf, tally.Cr).Should().Be((1, 2, 1));
    }

    [Theory]
    [InlineData("sep=;\na;b\n1;2\n")]
    [InlineData("\"sep=;\"\r\na;b\r\n1;2\r\n")]
    public void A14_A_first_line_that_names_the_delimiter_is_skipped(string text)
    {
        TextFile.Read(text, TextFile.Comma("a", "b") with { Delimiter = ';', HeaderLine = 2 }).Single().Cells.Should().Equal("1", "2");
        TextFile.Read(text, TextFile.Comma("a", "b") with { Delimiter = ';', HeaderLine = 0 }).Should().HaveCount(2);
    }

    [Fact]
    public void A15_Cells_a_spreadsheet_would_evaluate_come_through_as_they_stand()
    {
        var rows = TextFile.Read("a,b\n=cmd|' /C calc'!A0,+1\n@SUM(1),\"-1\"\n\"\tx\",-1\n", TextFile.Comma("a", "b"));

        rows.SelectMany(r => r.Cells).Should().Equal("=cmd|' /C calc'!A0", "+1", "@SUM(1)", "-1", "\tx", "-1");
    }

    [Fact]
    public void A16_Markup_reversed_text_and_characters_of_four_bytes_come_through_as_they_stand()
    {
        string[] odd = ["<script>alert(1)</script>", "\u202Eabc", "a\u200Bb", "😀👩‍👩‍👧", "e\u0301", "𝒳"];

        TextFile.Read("t\n" + string.Join('\n', odd), TextFile.Comma("t")).Select(r => r.Cells[0]).Should().Equal(odd);
    }

    [Fact]
    public void A16_Half_of_a_surrogate_pair_is_named_with_its_place()
    {
        byte[] bytes = [.. Encoding.Unicode.GetBytes("a,b\n1,"), 0x00, 0xD8, .. Encoding.Unicode.GetBytes("x\n")];

        TextFile.Fault(new MemoryStream(bytes), TextFile.Comma("a", "b") with { Encoding = "utf-16" })
            .Should().Match<SourceFault>(f => f.RuleCode == "MIG-FIL-002" && f.Line == 2 && f.Offset == 12);
    }

    [Fact]
    public void A18_Numbers_of_any_writing_stay_text()
    {
        var rows = TextFile.Read("n\n\"1.234,56\"\n1e309\nNaN\n-0\n12345678901234567890\n", TextFile.Comma("n"));

        rows.Select(r => r.Cells[0]).Should().Equal("1.234,56", "1e309", "NaN", "-0", "12345678901234567890");
    }

    [Fact]
    public void Backslash_escapes_keep_their_quote_and_paths_keep_their_backslashes()
    {
        var rows = TextFile.Read("a,b\n\"say \\\"no\\\", now\",\"C:\\temp\\\\\"\n", TextFile.Comma("a", "b") with { Escape = QuoteEscape.Backslash });

        rows.Single().Cells.Should().Equal("say \"no\", now", "C:\\temp\\");
    }

    [Fact]
    public void A_single_quote_may_quote_and_double_ones_are_text_then()
    {
        var rows = TextFile.Read("a,b\n'it''s, so','12\" pipe'\n", TextFile.Comma("a", "b") with { Quote = '\'' });

        rows.Single().Cells.Should().Equal("it's, so", "12\" pipe");
    }

    [Fact]
    public void Without_a_quote_every_mark_is_text()
    {
        TextFile.Read("a,b\n\"1,2\"\n", TextFile.Comma("a", "b") with { Quote = null }).Single().Cells.Should().Equal("\"1", "2\"");
    }

    [Fact]
    public void Text_behind_a_closed_quote_belongs_to_the_cell()
    {
        TextFile.Read("a,b\n\"x\"y z,\"1\" \n", TextFile.Comma("a", "b")).Single().Cells.Should().Equal("xy z", "1 ");
    }

    [Fact]
    public void Preamble_footer_and_blank_lines_are_no_rows_and_keep_their_line_numbers()
    {
        var tally = new ReadingTally();
        var text = "Report of the client's \"cases\n\na,b\n\n1,2\n , \n3,4\nTotal,2\nRecords 2\n\n";

        var rows = TextFile.Read(TextFile.Of(text), TextFile.Comma("a", "b") with { HeaderLine = 3, FooterRows = 2 }, tally: tally);

        rows.Select(r => (r.Number, r.Line)).Should().Equal((1, 5), (2, 7));
        tally.BlankLines.Should().Be(3);
    }

    [Fact]
    public void A_single_column_has_no_delimiter()
    {
        TextFile.Read("text\na,b;c\n", TextFile.Comma("text") with { Delimiter = FileFormat.NoDelimiter }).Single().Cells.Should().Equal("a,b;c");
    }

    [Fact]
    public void MIG_5_A_row_over_the_limit_is_refused_with_the_limit()
    {
        var limits = FormatLimits.Standard with { Rows = 3 };

        TextFile.Read("a\n1\n2\n3\n", TextFile.Comma("a"), limits).Should().HaveCount(3);
        var fault = TextFile.Fault(TextFile.Of("a\n1\n2\n3\n4\n"), TextFile.Comma("a"), limits);
        fault.Should().Match<SourceFault>(f => f.RuleCode == "MIG-LIM-001" && f.Line == 5 && f.Offset == 8);
        fault.Refusal.Sentence.Should().Contain("3 rows");
    }

    [Fact]
    public void MIG_8_One_invalid_byte_in_the_last_line_is_reported_with_its_place()
    {
        var file = new RepeatedStream("a,b\n", "1,some text of a row é\n", 60_000, "2,x\xFF\n");

        var fault = TextFile.Fault(file, TextFile.Comma("a", "b"));

        fault.Should().Match<SourceFault>(f => f.RuleCode == "MIG-FIL-002" && f.Line == 60_002 && f.Offset == file.Length - 2);
        fault.Refusal.Sentence.Should().Contain("is not utf-8").And.Contain("windows-1252");
    }

    private static string Written(IEnumerable<string[]> records, string newLine, char delimiter) =>
        string.Concat(records.Select(r => string.Join(delimiter, r.Select(c => Cell(c.Replace("\n", newLine, StringComparison.Ordinal), delimiter))) + newLine));

    private static string Cell(string cell, char delimiter) =>
        cell.Any(c => c == delimiter || c is '"' or '\r' or '\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    [Fact]
    public void A8_A_quote_that_swallows_the_lines_up_to_the_next_one_is_a_fault_of_its_row_and_the_rest_is_read()
    {
        var rows = TextFile.Read("a,b\n1,\"never closed\n2,\"two\"\n3,\"a\nb\"\n4,\"x\"y\n", TextFile.Comma("a", "b"));

        rows.Select(r => r.Cells[0]).Should().Equal("1", "3", "4");
        rows[0].Faults.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Code = "MIG-FIL-003", Column = 1 });
        rows[0].Faults![0].Detail.Should().Contain("line 2").And.NotContain("never closed");
        rows.Skip(1).Should().OnlyContain(r => r.Faults == null, "a line break in a closed cell belongs to it, and an odd quote within one line hides no record");
    }
}
