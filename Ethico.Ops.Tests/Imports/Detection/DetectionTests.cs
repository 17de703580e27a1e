using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Detection;
using Ethico.Ops.Tests.Imports.Readers;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Imports.Detection.DetectionGround;

namespace Ethico.Ops.Tests.Imports.Detection;

/// <summary>What a file is found to be: its kind, its sheet, its columns, and what a run of several has in common.</summary>
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

    [Fact]
    public void P5_The_first_look_reads_only_the_beginning_of_a_large_file()
    {
        var file = new RepeatedStream("Case Number,Case Status,Narrative\n", "2023-1,Open,\"Some, text\"\n", 19_000_000, "");
        file.Length.Should().BeGreaterThan(400L << 20);

        var look = Detector().Look(file, FormatChoice.Nothing);

        look.FirstRows.Should().HaveCount(20);
        file.BytesRead.Should().BeLessThan(4 << 20);
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
}
