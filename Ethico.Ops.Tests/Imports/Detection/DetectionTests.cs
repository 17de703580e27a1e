using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Detection;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Ethico.Ops.Tests.Imports.Readers;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Imports.Detection;

public sealed class DetectionTests
{
    private const string WorkedExample =
        """"
        Case Number,EPRS Report Number,Case Status,Issue Type,Date Reported,Date Closed,Anonymous,Reporter Name,Assigned To,Severity,Location,Narrative,Investigation Notes
        2023-001,88001,Closed - Substantiated,Harassment,03/04/2023,05/10/2023,No,Reporter One,lead.a@client.example,High,Plant 1,"Shouting; threats; door blocked",Two witnesses heard
        2023-002,88002,Dismissed,Mileage abuse,04/05/2023,04/20/2023,Yes,,lead.b@client.example,Low,Plant 1,Mileage claimed twice,
        2023-003,88003,In Progress,Theft,06/07/2023,,Yes,Reporter Three,lead.a@client.example,Medium,Plant 2,"Tools missing, ""again""",Camera data requested
        2023-004,88004,Inactive,Fraud,07/08/2023,,No,Reporter Two,nobody@client.example,3,Plant 2,Invoices split to stay low,
        2023-005,88005,Closed,COI,02/31/2023,09/01/2023,Yes,,,,Plant 1,Supplier owned by a relative,
        2023-006,88006,New,Retaliation,08/09/2023,,,,lead.a@client.example,Critical,Plant 3,Shift changed after report,

        """";

    private static readonly DateOnly Today = new(2026, 3, 1);

    [Fact]
    public void The_worked_example_is_detected_as_section_10_says()
    {
        var run = Whole(TextFile.Of(WorkedExample.ReplaceLineEndings("\n")));

        var file = run.Files.Single();
        file.Format.Should().Match<FileFormat>(f => f.Kind == FileKind.Delimited && f.Encoding == "utf-8" && f.Delimiter == ',' && f.HeaderLine == 1
            && f.NewLine == NewLineKind.Lf && f.FooterRows == 0 && f.Columns.Count == 13);
        Fact(file, FactKind.Delimiter).Evidence.Should().StartWith("13 cells in 7 of 7 records");
        Fact(file, FactKind.HeaderLine).Evidence.Should().StartWith("13 of 13 names");
        Fact(file, FactKind.Rows).Value.Should().Be("6");
        file.Facts.Should().OnlyContain(f => !f.NeedsChoice);
        run.Source.Should().Match<SourceProposal>(s => s.System == SourceSystem.Navex && s.Confidence == 1);

        var closed = Column(run, "Date Closed").Dates;
        closed.Should().Match<DateCounts>(d => d.MonthFirstOnly == 1 && d.Either == 2 && d.DayFirstOnly == 0 && d.Neither == 0);
        var reported = Column(run, "Date Reported").Dates;
        reported.Should().Match<DateCounts>(d => d.MonthFirstOnly == 0 && d.DayFirstOnly == 0 && d.Neither == 1 && d.Either == 5);
        reported.MonthFirst.Should().Be(new DateSpanCount(new(2023, 3, 4), new(2023, 8, 9), 0));
        reported.DayFirst.Should().Be(new DateSpanCount(new(2023, 4, 3), new(2023, 9, 8), 0));
        Column(run, "Assigned To").Should().Match<ColumnProfile>(c => c.Blanks == 1 && c.Distinct == 3 && c.Shapes.Email == 5);
        Column(run, "Case Status").Values.Should().Contain(new ValueCount("Inactive", 1));
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("windows-1252", false)]
    public void MIG_8_A1_A2_A4_Encoding_delimiter_and_newline_are_found_in_every_mix(string encoding, bool withMark)
    {
        foreach (var newLine in (string[])["\n", "\r\n", "\r"])
        {
            foreach (var delimiter in (char[])[',', ';', '\t', '|'])
            {
                var text = string.Join(newLine, "Fallnummer|Ort|Beschreibung|Datum".Replace('|', delimiter),
                    $"1{delimiter}Köln{delimiter}\"zwei{newLine}Zeilen, mit; allen|Zeichen\t \"\"hier\"\"\"{delimiter}01.02.2023",
                    $"2{delimiter}Zürich{delimiter}é “x” €{delimiter}03.02.2023", $"3{delimiter}Bern{delimiter}kurz{delimiter}");
                var file = TextFile.Of(text, encoding is "utf-8" ? new UTF8Encoding(withMark) : CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding), withMark);

                var run = Whole(file);

                var found = run.Files.Single();
                found.Format.Should().Match<FileFormat>(
                    f => f.Encoding == encoding && f.HasByteOrderMark == withMark && f.Delimiter == delimiter && f.Quote == '"' && f.HeaderLine == 1,
                    $"of {encoding} {withMark} {newLine.Length} {(int)delimiter}");
                found.Format.Columns.Should().Equal("Fallnummer", "Ort", "Beschreibung", "Datum");
                found.Format.NewLine.Should().Be(newLine switch { "\n" => NewLineKind.Lf, "\r" => NewLineKind.Cr, _ => NewLineKind.CrLf });
                found.FirstRows.Select(r => r.Cells[1]).Should().Equal("Köln", "Zürich", "Bern");
                found.FirstRows[0].Cells[2].Should().Be($"zwei{newLine}Zeilen, mit; allen|Zeichen\t \"hier\"");
            }
        }
    }

    [Theory]
    [InlineData(2, 0.8)]
    [InlineData(3, 0.4)]
    public void A4_What_reads_as_UTF_8_up_to_one_byte_is_proposed_with_doubt_and_says_that_the_byte_may_be_damaged(int letters, double confidence)
    {
        byte[] file = [.. Encoding.UTF8.GetBytes($"id,text\n1,{string.Concat(Enumerable.Repeat("Büro ", letters))}\n2,Caf"), 0xE9, .. "\n"u8];

        var found = Whole(new MemoryStream(file)).Files.Single();

        found.Format.Encoding.Should().Be("windows-1252");
        var fact = Fact(found, FactKind.Encoding);
        fact.Confidence.Should().Be(confidence);
        fact.Evidence.Should().StartWith("Line 3, byte ");
        fact.Evidence.Contains($"though the {letters} characters beyond ASCII before it are: that byte may be damaged", StringComparison.Ordinal).Should().Be(letters > 2);
    }

    [Fact]
    public void MIG_8_One_invalid_byte_in_the_last_line_turns_the_proposal_and_shows_its_place()
    {
        var file = new RepeatedStream("id,text\n", "1,some text of a row é\n", 120_000, "2,x\xE9y\n");

        var first = Detector().Look(file, FormatChoice.Nothing);
        first.Format.Encoding.Should().Be("utf-8");
        var run = Whole(file);

        run.Files.Single().Format.Encoding.Should().Be("windows-1252");
        var fact = Fact(run.Files.Single(), FactKind.Encoding);
        fact.Evidence.Should().Contain($"Line 120002, byte {file.Length - 3} is not UTF-8");
        fact.Confidence.Should().BeLessThan(1);
        run.Profile.Rows.Should().Be(120_001);
    }

    [Fact]
    public void A4_A_person_who_insists_on_UTF_8_is_told_the_place()
    {
        var file = TextFile.Of("id,text\n1,caf\u00E9\n2,x\n", Encoding.Latin1);

        Fault(() => Whole(file, new() { Encoding = "utf-8" })).Should().Match<SourceFault>(f => f.RuleCode == "MIG-FIL-002" && f.Line == 2 && f.Offset == 13);
        var lines = Detector().Look(file, FormatChoice.Nothing).Lines;
        lines[0].Should().Match<SampleLine>(l => l.Line == 2 && l.Text == "1,café" && l.Marks.Count == 1 && l.Marks[0] == 5);
    }

    [Fact]
    public void UTF_32_and_what_is_no_text_are_refused()
    {
        Fault(() => Detector().Look(TextFile.Of("a,b\n1,2\n", Encoding.UTF32, withMark: true), FormatChoice.Nothing)).Refusal.Code.Should().Be("encoding-utf-32");
        Fault(() => Detector().Look(new MemoryStream(new byte[500]), FormatChoice.Nothing)).Refusal.Code.Should().Be("file-not-text");
    }

    [Fact]
    public void P5_The_first_look_reads_only_the_beginning_of_a_large_file()
    {
        var file = new RepeatedStream("Case Number,Case Status,Narrative\n", "2023-1,Open,\"Some, text\"\n", 19_000_000, "");
        file.Length.Should().BeGreaterThan(400L << 20);

        var look = Detector().Look(file, FormatChoice.Nothing);

        look.FirstRows.Should().HaveCount(20);
        file.BytesRead.Should().BeLessThan(4 << 20);
    }

    [Theory]
    [InlineData("", "file-empty")]
    [InlineData(" \r\n \n\t", "file-blank")]
    [InlineData("a,b,c\n", "header-only")]
    [InlineData("Case Number;Status\r\n\r\n", "header-only")]
    [InlineData("[]", "header-only")]
    public void A13_MIG_5_A_file_without_records_is_named(string text, string code)
    {
        Fault(() => Whole(TextFile.Of(text))).Refusal.Code.Should().Be(code);
    }

    [Fact]
    public void A12_Two_thousand_columns_are_refused_before_anything_is_shown()
    {
        var header = string.Join(',', Enumerable.Range(1, 2_000).Select(i => $"Column{i}"));

        Fault(() => Detector().Look(TextFile.Of($"{header}\n{header}\n"), FormatChoice.Nothing)).Should().Match<SourceFault>(f => f.RuleCode == "MIG-LIM-001" && f.Line == 1);
    }

    [Fact]
    public void MIG_5_Five_hundred_megabytes_pass_and_one_byte_more_does_not()
    {
        var limits = FormatLimits.Standard with { FileBytes = 16 };

        new FormatDetector(limits, SourceDetection.Knows).Look(TextFile.Of("a,b\n1,2\n3,4\n567\n"), FormatChoice.Nothing).FirstRows.Should().HaveCount(3);
        Fault(() => new FormatDetector(limits, SourceDetection.Knows).Look(TextFile.Of("a,b\n1,2\n3,4\n5678\n"), FormatChoice.Nothing)).Refusal.Code.Should().Be("file-too-large");
    }

    [Fact]
    public void A11_Repeated_and_empty_names_are_told_apart_in_every_writing()
    {
        ColumnNames.Of(["Status", "status ", "", "STATUS", "Case_No", "Case No", null, "Status (2)", "\u200BZero\nbreak"])
            .Should().Equal("Status", "status (2)", "Column 3", "STATUS (3)", "Case_No", "Case No (2)", "Column 7", "Status (2) (2)", "Zero break");
    }

    [Fact]
    public void Preamble_and_footer_are_found_and_may_be_chosen_otherwise()
    {
        const string text = "Export of 3 March\nFor the client's \"eyes\" only\n\nCase Number;Case Status;Narrative\n1;Open;a\n2;Open;b\n3;Closed;c\nTotal;3\n";

        var run = Whole(TextFile.Of(text));

        run.Files[0].Format.Should().Match<FileFormat>(f => f.HeaderLine == 4 && f.FooterRows == 1 && f.Delimiter == ';');
        run.Profile.Rows.Should().Be(3);
        run.Profile.TooShort.Should().Be(0);
        TextFile.Read(TextFile.Of(text), run.Files[0].Format).Should().HaveCount(3);
        Whole(TextFile.Of(text), new() { FooterRows = 0 }).Profile.Should().Match<FileProfile>(p => p.Rows == 4 && p.TooShort == 1);
        Whole(TextFile.Of(text), new() { HeaderLine = 5, FooterRows = 0 }).Files[0].Format.Columns.Should().Equal("1", "Open", "a");
    }

    [Fact]
    public void Without_a_header_columns_are_numbered_and_no_record_is_lost()
    {
        var run = Whole(TextFile.Of("2023-001;14.03.2023;12\n2023-002;15.03.2023;13\n"));

        run.Files[0].Format.Should().Match<FileFormat>(f => f.HeaderLine == 0);
        run.Files[0].Format.Columns.Should().Equal("C1", "C2", "C3");
        run.Profile.Rows.Should().Be(2);
    }

    [Fact]
    public void A14_A_line_that_names_the_delimiter_is_believed_and_any_of_it_may_be_overridden()
    {
        const string text = "sep=;\na;b,c;d\n1;2,x;3\n";

        var look = Detector().Look(TextFile.Of(text), FormatChoice.Nothing);
        look.Format.Should().Match<FileFormat>(f => f.Delimiter == ';' && f.HeaderLine == 2);
        look.Format.Columns.Should().Equal("a", "b,c", "d");
        Detector().Look(TextFile.Of("a;b,c;d\n1;2,x;3\n"), new() { Delimiter = "," }).Format.Columns.Should().Equal("a;b", "c;d");
    }

    [Fact]
    public void A_single_column_and_an_unclear_delimiter_ask_a_person()
    {
        var single = Detector().Look(TextFile.Of("Narrative\nsome text\nmore text\n"), FormatChoice.Nothing);
        Fact(single, FactKind.Delimiter).Should().Match<FormatFact>(f => f.NeedsChoice && f.Value == "");
        single.Format.Columns.Should().Equal("Narrative");

        var unclear = Detector().Look(TextFile.Of("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,4,5\n"), FormatChoice.Nothing);
        Fact(unclear, FactKind.Delimiter).Should().Match<FormatFact>(f => f.NeedsChoice && f.Confidence < 0.9);
    }

    [Fact]
    public void Backslash_escapes_and_single_quotes_are_found()
    {
        var backslash = Detector().Look(TextFile.Of("id,text,by\n1,\"say \\\"no\\\", now\",x\n2,\"b \\\"c\\\"\",y\n"), FormatChoice.Nothing);
        backslash.Format.Escape.Should().Be(QuoteEscape.Backslash);
        backslash.FirstRows[0].Cells.Should().Equal("1", "say \"no\", now", "x");

        var single = Detector().Look(TextFile.Of("id,text,by\n'1','it''s, so','x'\n'2','a 12\" pipe, long','y'\n"), FormatChoice.Nothing);
        single.Format.Quote.Should().Be('\'');
        single.FirstRows.Select(r => r.Cells[1]).Should().Equal("it's, so", "a 12\" pipe, long");
    }

    [Fact]
    public void Each_kind_that_is_not_read_is_named_with_the_way_out()
    {
        byte[] office = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[600]];
        Refusal(office).Should().Be("file-xls");
        Refusal([.. office, .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[100]]).Should().Be("file-password");
        Refusal("%PDF-1.7 x"u8.ToArray()).Should().Be("file-pdf");
        Refusal([0x1F, 0x8B, 8, 0]).Should().Be("file-zip");
        Refusal(Zip("letter.txt")).Should().Be("file-zip");
        Refusal(Zip("xl/workbook.bin")).Should().Be("file-xlsb");
        Refusal(Zip("mimetype", "content.xml")).Should().Be("file-ods");

        static string Refusal(byte[] bytes) => Fault(() => Detector().Look(new MemoryStream(bytes), FormatChoice.Nothing)).Refusal.Code;
    }

    [Fact]
    public void A_page_of_remarks_is_not_proposed_before_a_sheet_that_reads_like_a_table()
    {
        var file = new SheetFile();
        file.Sheet("Read me", SheetFile.Row(1, file.Text(0, 1, "Made for the audit")) + SheetFile.Row(2, file.Text(0, 2, "Cases on the next sheet")))
            .Sheet("Cases", SheetFile.Row(1, file.Text(0, 1, "Case Number"), file.Text(1, 1, "Case Status")) + SheetFile.Row(2, file.Text(0, 2, "1"), file.Text(1, 2, "Open")));

        var look = Detector().Look(file.Stream(), FormatChoice.Nothing);
        look.Format.Sheet.Should().Be("Cases");
        look.Sheets.Should().Equal("Read me", "Cases");
        Fact(look, FactKind.Sheet).NeedsChoice.Should().BeTrue("a person says which holds the cases");
        Fact(look, FactKind.Sheet).Evidence.Should().Contain("shown below is “Cases”");
    }

    [Fact]
    public void A_workbook_with_several_sheets_of_data_asks_which_and_hidden_ones_come_last()
    {
        var file = new SheetFile();
        file.Sheet("Hidden", SheetFile.Row(1, file.Text(0, 1, "x")), "hidden").Sheet("Empty", "")
            .Sheet("Cases", SheetFile.Row(3, file.Text(0, 3, "Case Number"), file.Text(1, 3, "Case Status")) + SheetFile.Row(4, file.Text(0, 4, "1"), file.Text(1, 4, "Open")))
            .Sheet("More", SheetFile.Row(1, file.Text(0, 1, "Case Number")) + SheetFile.Row(2, file.Text(0, 2, "2")));

        var look = Detector().Look(file.Stream(), FormatChoice.Nothing);
        look.Format.Should().Match<FileFormat>(f => f.Kind == FileKind.Xlsx && f.Sheet == "Cases" && f.HeaderLine == 3);
        look.Sheets.Should().Equal("Hidden", "Cases", "More");
        Fact(look, FactKind.Sheet).NeedsChoice.Should().BeTrue();
        Whole(file.Stream(), new() { Sheet = "More" }).Profile.Columns.Single().Samples.Should().Equal("2");
        Fault(() => Detector().Look(file.Stream(), new() { Sheet = "Empty" })).Refusal.Code.Should().Be("sheet");
    }

    [Theory]
    [InlineData("[{\"id\":1,\"a\":{\"b\":\"x\"}},{\"id\":2,\"late\":true}]", FileKind.Json)]
    [InlineData("{\"n\": 2, \"cases\": [{\"id\":1,\"a\":{\"b\":\"x\"}},{\"id\":2,\"late\":true}]}", FileKind.Json)]
    [InlineData("{\"id\":1,\"a\":{\"b\":\"x\"}}\n{\"id\":2,\"late\":true}\n", FileKind.NdJson)]
    public void The_three_shapes_of_JSON_are_told_apart(string json, FileKind kind)
    {
        var run = Whole(TextFile.Of(json));

        run.Files.Single().Format.Kind.Should().Be(kind);
        run.Files.Single().Format.Columns.Should().Equal("id", "a.b", "late");
        run.Profile.Rows.Should().Be(2);
    }

    [Fact]
    public void A_list_of_objects_that_stays_text_is_said_so()
    {
        var look = Detector().Look(TextFile.Of("{\"id\":1,\"people\":[{\"n\":1}]}\n{\"id\":2}\n"), FormatChoice.Nothing);

        look.Format.Kind.Should().Be(FileKind.NdJson);
        look.TextColumns.Should().Equal("people");
    }

    [Fact]
    public void Files_of_a_run_have_the_same_columns_by_their_words_in_any_order()
    {
        var first = TextFile.Of("Case Number,Case Status,Narrative\n1,Open,a\n");
        var second = TextFile.Of("narrative;case_no;CaseStatus\nb;2;Closed\n");

        var run = Detect([first, second]);

        run.Profile.Columns.Select(c => c.Name).Should().Equal("Case Number", "Case Status", "Narrative");
        run.Profile.Columns.Select(c => string.Join('|', c.Samples)).Should().Equal("1|2", "Open|Closed", "a|b");
        second.Position = 0;
        TextFile.Read(second, run.Files[1].Format).Single().Cells.Should().Equal("2", "Closed", "b");
        Fault(() => Detect([first, TextFile.Of("Case Number,Case Status\n1,Open\n")])).Refusal.Code.Should().Be("columns-differ");
        Fault(() => new RunDetector(FormatLimits.Standard with { Rows = 1 }, Detector()).Detect([() => new Kept(first), () => new Kept(second)], FormatChoice.Nothing, Today, null, default))
            .RuleCode.Should().Be("MIG-LIM-001");
    }

    private static DetectedRun Detect(IReadOnlyList<Stream> files) =>
        new RunDetector(FormatLimits.Standard, Detector()).Detect(files.Select(file => (Func<Stream>)(() => new Kept(file))).ToList(), FormatChoice.Nothing, Today, null, default);

    private static FormatDetector Detector() => FormatDetector.WithKnownSources(FormatLimits.Standard);

    private static DetectedRun Whole(Stream file, FormatChoice? choice = null) =>
        new RunDetector(FormatLimits.Standard, Detector()).Detect([() => new Kept(file)], choice ?? FormatChoice.Nothing, Today, null, default);

    private static FormatFact Fact(DetectedFormat file, FactKind kind) => file.Facts.Single(f => f.Kind == kind);

    private static ColumnProfile Column(DetectedRun run, string name) => run.Profile.Columns.Single(c => c.Name == name);

    private static SourceFault Fault(Action act) => act.Should().Throw<UnreadableSourceException>().Which.Fault;

    private static byte[] Zip(params string[] names)
    {
        using var file = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in names)
                zip.CreateEntry(name).Open().Dispose();
        }

        return file.ToArray();
    }

    /// <summary>Stays open when its reader is done, so that a test may read it again.</summary>
    private sealed class Kept(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
