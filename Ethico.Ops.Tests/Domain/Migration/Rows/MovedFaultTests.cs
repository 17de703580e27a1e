using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Domain.Migration.CutRows;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>What the reader said of a cell, once its row was put together or moved: it goes where the cell now stands.</summary>
public sealed class MovedFaultTests
{
    [Theory]
    [InlineData("6+1", 8, "Severity")]
    [InlineData("6+1", 5, "Anonymous")]
    [InlineData("6+1", 4, "Date Reported")]
    [InlineData("6+2", 8, "Assigned To")]
    [InlineData(null, 8, "Assigned To")]
    public void A10_A_fault_of_a_cell_names_the_column_where_the_cell_stands_once_the_row_is_moved(string? gap, int cell, string told)
    {
        var row = Short("Date Closed");
        row = row with { Faults = [.. row.Faults!, new RowFault("MIG-FIL-002", cell, "The cell holds a byte that is not known.")] };
        var mapper = RowDesk.Mapper();
        mapper.Map(row, 1, 1, gap is null ? RowFixes.None : new RowFixes(new Dictionary<int, string> { [RowFixes.RowPlace] = gap }));
        mapper.Findings.Items.Should().ContainSingle(f => f.Code == Rules.NotInEncoding.Code).Which.Should().Match<Finding>(f => f.Column == told && f.ColumnNumber == Column(told));
    }

    [Theory]
    [InlineData("12", 13, "Narrative")]
    [InlineData("12", 12, "Narrative")]
    [InlineData("12", 14, "Investigation Notes")]
    [InlineData("12", 3, "Issue Type")]
    [InlineData("2", 3, "EPRS Report Number")]
    [InlineData("2", 4, "Case Status")]
    [InlineData("13", 14, "Investigation Notes")]
    [InlineData(null, 13, null)]
    [InlineData("0", 13, null)]
    public void A10_A_fault_of_a_cell_names_the_column_it_was_put_together_in_or_moved_to(string? into, int cell, string? told)
    {
        var row = Cut(string.Join(',', RowDesk.Row(("Narrative", "Shouting, threats, door blocked"))));
        row = row with { Faults = [.. row.Faults!, new RowFault("MIG-FIL-002", cell, "The cell holds a byte that is not known.")] };
        var fixes = new Dictionary<int, string>();
        if (into is not null)
            fixes[RowFixes.RowPlace] = into;
        var mapper = RowDesk.Mapper();
        mapper.Map(row, 1, 1, new RowFixes(fixes));
        var found = mapper.Findings.Items.Should().ContainSingle(f => f.Code == Rules.NotInEncoding.Code).Subject;
        (found.Column, found.ColumnNumber).Should().Be((told, told is null ? 0 : Column(told)));
        found.Message.StartsWith("Behind the last column", StringComparison.Ordinal).Should().Be(told is null);

        // Typed where it stands now, and not where the reader saw it.
        if (told is null)
            return;
        fixes[Column(told)] = "Typed";
        mapper.Map(row, 1, 1, new RowFixes(fixes));
        mapper.Findings.Items.Should().NotContain(f => f.Code == Rules.NotInEncoding.Code);
    }

    [Fact]
    public void A6_A_NUL_is_taken_out_of_what_the_cell_holds_where_it_stands_now()
    {
        var row = Cut(string.Join(',', RowDesk.Row(("Narrative", "Shouting, threats; door blocked"))));
        row = row with { Faults = [.. row.Faults!, new RowFault("MIG-FMT-008", 12, "The cell holds a NUL character, which cannot be stored. It is left out.")] };
        var mapper = RowDesk.Mapper();
        mapper.Map(row, 1, 1, new RowFixes(new Dictionary<int, string> { [RowFixes.RowPlace] = "12" }));
        mapper.Findings.Items.Should().ContainSingle(f => f.Code == Rules.NulInCell.Code).Which.Should().Match<Finding>(f =>
            f.Column == "Narrative" && f.SuggestionKind == SuggestionKind.SetCell && f.SuggestedValue == "Shouting, threats; door blocked");
    }

    [Theory]
    [InlineData("MIG-FMT-008", false)]
    [InlineData("MIG-FIL-010", false)]
    [InlineData("MIG-FIL-002", true)]
    [InlineData("MIG-FIL-003", true)]
    public void A10_A_fault_behind_the_last_column_is_said_and_in_the_notes_only_if_something_was_lost(string code, bool staysSaid)
    {
        var row = new SourceRow(1, 2, RowDesk.Row(), [new RowFault(code, 20, "Said by the reader."), new RowFault("MIG-FIL-004", -1, "21 cells, header 13.")]) { Surplus = ["a remark"] };
        var mapper = RowDesk.Mapper();
        mapper.Map(row, 1, 1, RowFixes.None);
        mapper.Findings.Items.Should().ContainSingle(f => f.Code.Value == code).Which.Should().Match<Finding>(f => f.Column == null && f.Message == "Behind the last column: Said by the reader." && f.SuggestionKind == SuggestionKind.None);
        mapper.Map(row, 1, 1, new RowFixes(new Dictionary<int, string> { [RowFixes.RowPlace] = "0" }));
        mapper.Findings.Items.Any(f => f.Code.Value == code).Should().Be(staysSaid);
    }
}
