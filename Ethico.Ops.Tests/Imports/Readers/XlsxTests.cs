using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Imports.Readers;

public sealed class XlsxTests
{
    private static FileFormat Format(params string[] columns) => new() { Kind = FileKind.Xlsx, Columns = columns };

    [Fact]
    public void Texts_of_a_sheet_come_out_row_by_row_below_the_header()
    {
        var file = SheetFile.OfTexts(["Case", "Text"], ["1", " <b>&amp; \"x\"\nsecond "], ["rich:bold and not", "_x000D_line"]);

        var rows = TextFile.Read(file.Stream(), Format("Case", "Text"));

        rows.Select(r => (r.Number, r.Line)).Should().Equal((1, 2), (2, 3));
        rows[0].Cells.Should().Equal("1", " <b>&amp; \"x\"\nsecond ");
        rows[1].Cells.Should().Equal("bold and not", "\rline");
    }

    [Theory]
    [InlineData(false, "1", "1900-01-01")]
    [InlineData(false, "59", "1900-02-28")]
    [InlineData(false, "61", "1900-03-01")]
    [InlineData(false, "45000", "2023-03-15")]
    [InlineData(false, "45000.5", "2023-03-15T12:00:00")]
    [InlineData(false, "45000.999999999", "2023-03-16")]
    [InlineData(false, "44929.354166666664", "2023-01-03T08:30:00")]
    [InlineData(true, "0", "1904-01-01")]
    [InlineData(true, "60", "1904-03-01")]
    [InlineData(true, "43538", "2023-03-15")]
    public void Typed_dates_read_as_ISO_by_the_calendar_of_the_workbook(bool is1904, string serial, string expected)
    {
        var file = new SheetFile { Is1904 = is1904 };
        file.Sheet("S", SheetFile.Row(1, SheetFile.Number(0, 1, serial, style: 1)));

        var row = TextFile.Read(file.Stream(), Format("d") with { HeaderLine = 0 }).Single();

        row.Cells.Should().Equal(expected);
        row.Faults.Should().BeNull();
    }

    [Theory]
    [InlineData("60")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("2958466")]
    public void A17_A_serial_that_is_no_day_is_an_error_of_its_cell(string serial)
    {
        var file = new SheetFile();
        file.Sheet("S", SheetFile.Row(4, SheetFile.Number(1, 4, serial, style: 1)));

        var row = TextFile.Read(file.Stream(), Format("a", "d") with { HeaderLine = 0 }).Single();

        row.Cells.Should().Equal("", serial);
        row.Faults.Should().ContainSingle().Which.Should().Match<RowFault>(f => f.Code == "MIG-DAT-001" && f.Column == 1 && f.Detail.Contains("B4"));
    }

    [Fact]
    public void Numbers_read_as_Excel_shows_them_and_only_date_formats_make_dates()
    {
        var file = new SheetFile();
        file.Sheet("S", SheetFile.Row(1,
            SheetFile.Number(0, 1, "1.2000000000000002"), SheetFile.Number(1, 1, "1.2345678901234E+13"), SheetFile.Number(2, 1, "45000", style: 4),
            SheetFile.Number(3, 1, "1.104166666", style: 3), SheetFile.Number(4, 1, "45000.25", style: 2), SheetFile.Cell(5, 1, "t=\"b\"", "<v>1</v>"),
            SheetFile.Cell(6, 1, "t=\"str\"", "<f>A1&amp;\"x\"</f><v>=cmd|x</v>"), SheetFile.Cell(7, 1, "t=\"inlineStr\"", "<is><t>in</t><r><t>line</t></r></is>")));

        TextFile.Read(file.Stream(), Format("a", "b", "c", "d", "e", "f", "g", "h") with { HeaderLine = 0 }).Single().Cells
            .Should().Equal("1.2", "12345678901234", "45000", "26:30:00", "2023-03-15T06:00:00", "true", "=cmd|x", "inline");
    }

    [Fact]
    public void Error_values_and_formulas_nobody_computed_are_faults_with_their_cell()
    {
        var file = new SheetFile();
        file.Sheet("S", SheetFile.Row(7, SheetFile.Cell(0, 7, "t=\"e\"", "<f>1/0</f><v>#DIV/0!</v>"), SheetFile.Cell(2, 7, "", "<f>A1+1</f>"), SheetFile.Cell(3, 7, "t=\"str\"", "<f>x</f><v></v>")));

        var row = TextFile.Read(file.Stream(), Format("a", "b", "c", "d") with { HeaderLine = 0 }).Single();

        row.Cells.Should().Equal("", "", "", "");
        row.Faults.Should().Equal(
            new RowFault("MIG-FIL-010", 0, "Cell A7 shows #DIV/0!."), new RowFault("MIG-FIL-010", 2, "Cell C7 holds a formula without a stored value."));
    }

    [Fact]
    public void Missing_cells_and_the_rest_of_a_merged_range_are_blank_and_empty_rows_no_rows()
    {
        var file = new SheetFile();
        file.Sheet("S", SheetFile.Row(1, file.Text(0, 1, "a"), file.Text(2, 1, "merged")) + "<row r=\"2\"/>" + SheetFile.Row(3, SheetFile.Cell(0, 3, "s=\"1\"", "")) + SheetFile.Row(9, file.Text(1, 9, "b")));

        var rows = TextFile.Read(file.Stream(), Format("x", "y", "z", "covered") with { HeaderLine = 0 });

        rows.Select(r => r.Line).Should().Equal(1, 9);
        rows[0].Cells.Should().Equal("a", "", "merged", "");
        rows[1].Faults.Should().BeNull();
    }

    [Fact]
    public void A_cell_beside_the_table_is_named_and_kept()
    {
        var row = TextFile.Read(SheetFile.OfTexts(["a"], ["1", "", "beside"]).Stream(), Format("a")).Single();

        row.Faults.Should().Equal(new RowFault("MIG-FIL-004", -1, "3 cells, header 1.") { Advice = "perhaps a remark beside the table, or a column without a header" });
        row.Surplus.Should().Equal("", "beside");
    }

    [Fact]
    public void An_error_value_beside_the_table_is_a_fault_of_a_cell_behind_the_last_column()
    {
        var file = new SheetFile();
        file.Sheet("S", SheetFile.Row(1, file.Text(0, 1, "b"), file.Text(1, 1, "a")) + SheetFile.Row(2, file.Text(0, 2, "1"), SheetFile.Cell(3, 2, "t=\"e\"", "<v>#REF!</v>")));

        var row = TextFile.Read(file.Stream(), Format("a", "b") with { Order = [1, 0] }).Single();

        row.Cells.Should().Equal("", "1");
        row.Surplus.Should().Equal("");
        row.Faults!.Select(f => (f.Code, f.Column, f.Detail)).Should().Equal(("MIG-FIL-010", 3, "Cell D2 shows #REF!."), ("MIG-FIL-004", -1, "4 cells, header 2."));
    }

    [Fact]
    public void MIG_5_A_sheet_over_the_limits_is_refused()
    {
        var file = SheetFile.OfTexts(["a", "b", "c"], ["1", "2", "3"], ["1", "2", "3"]);

        TextFile.Fault(file.Stream(), Format("a", "b", "c"), FormatLimits.Standard with { Rows = 1 }).RuleCode.Should().Be("MIG-LIM-001");
        TextFile.Fault(file.Stream(), Format("a", "b", "c"), FormatLimits.Standard with { Columns = 2 }).RuleCode.Should().Be("MIG-LIM-001");
        TextFile.Fault(SheetFile.OfTexts(["a"], [new string('x', 200)]).Stream(), Format("a"), FormatLimits.Standard with { CellSize = 100 }).RuleCode.Should().Be("MIG-FIL-003");
    }

    [Fact]
    public void A20_External_links_are_never_opened()
    {
        // The book names an external workbook at a port nobody listens on: opening it would fail.
        var file = SheetFile.OfTexts(["a"], ["1"]).With("xl/externalLinks/externalLink1.xml", "<ddeLink ddeService=\"cmd\" ddeTopic=\"/c calc\"/>"u8.ToArray());

        TextFile.Read(file.Stream(), Format("a")).Should().ContainSingle();
    }
}
