using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Imports.Detection;

public sealed class ProfileTests
{
    private static readonly DateOnly Today = new(2026, 3, 1);

    [Fact]
    public void Values_are_counted_exactly_up_to_ten_thousand_and_named_as_more_above()
    {
        Profile(Enumerable.Range(0, 20_000).Select(i => $"v{i % 10_000}")).Should().Match<ColumnProfile>(
            c => c.Distinct == 10_000 && c.IsDistinctExact && c.HasAllValues && c.Values.Count == 10_000 && c.Values.All(v => v.Count == 2));
        Profile(Enumerable.Range(0, 20_000).Select(i => $"v{i % 10_001}")).Should().Match<ColumnProfile>(
            c => c.Distinct == 10_001 && !c.IsDistinctExact && !c.HasAllValues && c.Values.Count == 0);
    }

    [Fact]
    public void Shapes_are_the_same_whether_values_were_kept_or_not()
    {
        string[] cells = ["a@b.example", "+49 221 4710", "555-123-4567", "03/04/2023", "2023-01-02", "1,234.50", "yes", "x", "text", " ", new string('n', 500)];

        var few = Profile(Enumerable.Range(0, 1_100).Select(i => cells[i % cells.Length]));
        var many = Profile(Enumerable.Range(0, 1_100).Select(i => cells[i % cells.Length]).Concat(Enumerable.Range(0, 10_001).Select(i => $"other {i} text")));

        few.Shapes.Should().Be(new ShapeCounts(100, 200, 200, 100, 200));
        many.Shapes.Should().Be(few.Shapes);
        few.Should().Match<ColumnProfile>(c => c.Rows == 1_100 && c.Blanks == 100 && c.Filled == 1_000 && c.Longest == 500 && c.Distinct == 10 && !c.HasAllValues);
        few.Samples.Should().Equal("a@b.example", "+49 221 4710", "555-123-4567", "03/04/2023", "2023-01-02");
    }

    [Theory]
    [InlineData("2023-001", CellShapes.None)]
    [InlineData("123-45-6789", CellShapes.None)]
    [InlineData("12345678901", CellShapes.Number)]
    [InlineData("(555) 123-4567", CellShapes.Phone)]
    [InlineData("a@b", CellShapes.None)]
    [InlineData("a b@c.de", CellShapes.None)]
    [InlineData("-1.5e3", CellShapes.Number)]
    [InlineData("1e309", CellShapes.Number)]
    [InlineData("NaN", CellShapes.None)]
    [InlineData("-", CellShapes.None)]
    [InlineData("1", CellShapes.Number | CellShapes.Boolean)]
    [InlineData("JA", CellShapes.Boolean)]
    [InlineData("e5", CellShapes.None)]
    public void A18_What_a_cell_looks_like(string cell, CellShapes expected) => CellLook.Of(cell).Should().Be(expected);

    [Fact]
    public void Date_evidence_counts_proofs_for_each_order_and_what_exists_in_none()
    {
        var dates = Profile(["01/13/2023", "13/01/2023", "14-02-2023", "01/02/2023", "02/31/2023", "2023-05-06", "31.12.2026", "4 May 2023", "not a date", "20230405"]).Dates;

        dates.Should().Match<DateCounts>(d => d.MonthFirstOnly == 1 && d.DayFirstOnly == 2 && d.Either == 1 && d.Neither == 1 && d.Iso == 2 && d.Dotted == 1 && d.Named == 1);
        dates.DayFirst.Should().Be(new DateSpanCount(new(2023, 1, 13), new(2026, 12, 31), 1));
    }

    [Fact]
    public void A10_Rows_whose_cells_may_be_shifted_show_no_value_under_another_columns_name()
    {
        var narrative = "the manager threatened her";
        var tally = new ProfileTally(["Details", "Place"], Today);
        tally.Add(new(1, 2, ["he left", "Bonn"], null));
        tally.Add(new(2, 3, ["she said", "Bonn"], null));
        tally.Add(new(3, 4, ["then", narrative], [new("MIG-FIL-004", -1, "3 cells, header 2.")]) { Surplus = ["Köln"], Joint = ',' });
        tally.Add(new(4, 5, [narrative, ""], [new("MIG-FIL-005", -1, "1 cell, header 2.")]) { Missing = 1 });
        // A workbook's cells stand where their letter says, whatever is beside the table.
        tally.Add(new(5, 6, ["it is", "Trier"], [new("MIG-FIL-004", -1, "3 cells, header 2.")]) { Surplus = ["a remark"] });

        var profile = tally.Result(0);

        profile.Should().Match<FileProfile>(p => p.Rows == 5 && p.TooLong == 2 && p.TooShort == 1);
        profile.Columns[1].Values.Select(v => v.Value).Should().Equal("Bonn", "Trier");
        profile.Columns[1].Samples.Should().Equal("Bonn", "Trier");
        profile.Columns.Should().OnlyContain(column => column.Rows == 3);
    }

    [Fact]
    public void A10_A_header_with_a_delimiter_too_many_is_the_files_own_form_and_its_rows_are_its_values()
    {
        var tally = new ProfileTally(["Details", "Place", ""], Today);
        for (var row = 1; row <= 9; row++)
            tally.Add(new(row, row + 1, ["he left", $"Place {row}", ""], [new("MIG-FIL-005", -1, "2 cells, header 3.")]) { Missing = 1 });
        tally.Add(new(10, 11, ["she left", "Elsewhere", ""], null));

        tally.Result(0).Columns[1].Should().Match<ColumnProfile>(column => column.Rows == 9 && column.Values.Count == 9);
    }

    private static ColumnProfile Profile(IEnumerable<string> cells)
    {
        var tally = new ProfileTally(["c"], Today);
        var number = 0;
        foreach (var cell in cells)
            tally.Add(new(++number, number, [cell], null));
        return tally.Result(0).Columns.Single();
    }
}
