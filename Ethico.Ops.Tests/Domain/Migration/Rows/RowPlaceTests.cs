using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;
using static Ethico.Ops.Tests.Domain.Migration.CutRows;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>A row with more or fewer cells than the header: what is proposed for it, and where its cells come to stand.</summary>
public sealed class RowPlaceTests
{
    [Theory]
    [InlineData("Narrative", "Shouting, threats; door blocked", 1)]
    [InlineData("Narrative", "Shouting,threats,door blocked", 2)]
    [InlineData("Investigation Notes", "Two witnesses, heard", 1)]
    [InlineData("Reporter Name", "One, Reporter", 1)]
    [InlineData("Location", "Plant 1, hall 2", 1)]
    [InlineData("Case Number", "2023,001", 1)]
    public void A10_A_text_that_a_delimiter_cut_is_put_together_again_in_the_column_it_came_from(string column, string text, int surplus)
    {
        var whole = RowDesk.Row((column, text));
        var cut = Cut(string.Join(',', whole));
        cut.Surplus.Should().HaveCount(surplus);
        var mapper = RowDesk.Mapper();
        mapper.Map(cut, 1, 1, RowFixes.None);
        var finding = mapper.Findings.Items.Should().ContainSingle(f => f.Code == Rules.TooManyCells.Code).Subject;
        finding.Message.Should().Be($"{13 + surplus} cells, header 13. Perhaps an unquoted comma in {column}.");
        finding.Suggestion.Should().Be($"Put {column} together again");
        finding.Column.Should().BeNull("the row as a whole is meant");

        RowFixes taken = new(SuggestionTaking.Of(finding.SuggestionKind, 0, [], "", null, finding.SuggestedValue, null, mapper.IdentityColumns, SensitiveFinder.Shipped).ToDictionary(f => f.Column, f => f.Value));
        taken.Placed(cut).Should().Equal(whole);
        var (mended, clean) = (RowDesk.Mapper(), RowDesk.Mapper());
        mended.Map(cut, 1, 1, taken).Should().BeEquivalentTo(clean.Map(new SourceRow(1, 2, whole, null), 1, 1, RowFixes.None));
        mended.Findings.Items.Should().Equal(clean.Findings.Items);
    }

    [Fact]
    public void A10_What_stands_behind_the_last_column_goes_to_the_notes_if_a_person_says_so_and_is_never_lost_by_typing_a_cell()
    {
        var row = new SourceRow(1, 2, RowDesk.Row(), [new RowFault("MIG-FIL-004", -1, "15 cells, header 13.") { Advice = "perhaps a remark beside the table" }]) { Surplus = ["a remark", "", "and another"] };
        var mapper = RowDesk.Mapper();
        mapper.Map(row, 1, 1, RowFixes.None);
        mapper.Findings.Items.Should().ContainSingle().Which.Should().Match<Finding>(f =>
            f.SuggestionKind == SuggestionKind.PlaceSurplus && f.SuggestedValue == "0" && f.Suggestion == "Keep it in the notes" && f.Message == "15 cells, header 13. Perhaps a remark beside the table.");
        mapper.Map(row, 1, 1, new RowFixes(new Dictionary<int, string> { [13] = "Typed for another reason" }));
        mapper.Findings.Items.Should().ContainSingle(f => f.Code == Rules.TooManyCells.Code, "the surplus has no place yet");
        mapper.Map(row, 1, 1, new RowFixes(new Dictionary<int, string> { [RowFixes.RowPlace] = "0" })).Notes.Should().Be("Behind the last column: a remark | and another");
        mapper.Findings.Items.Should().BeEmpty();
        // A cell of a workbook was not cut: its column gets what is too much, and nothing moves.
        new RowFixes(new Dictionary<int, string> { [RowFixes.RowPlace] = "12" }).Placed(row).Should().Equal(RowDesk.Row(("Narrative", "Shouting; threats; door blocked a remark and another")));

        var blank = row with { Surplus = ["", " "], Joint = ',' };
        mapper.Map(blank, 1, 1, RowFixes.None);
        mapper.Findings.Items.Should().ContainSingle().Which.Should().Match<Finding>(f => f.SuggestedValue == "0" && f.Suggestion == "Do without the blank ones");
        mapper.Map(blank, 1, 1, new RowFixes(new Dictionary<int, string> { [RowFixes.RowPlace] = "0" })).Notes.Should().BeNull();
    }

    [Theory]
    [InlineData("Case Status")]
    [InlineData("Date Closed")]
    [InlineData("Anonymous")]
    [InlineData("Severity")]
    [InlineData("Date Closed", "Anonymous")]
    public void A10_The_cells_of_a_row_too_short_move_to_the_right_of_the_column_that_was_left_out(params string[] missing)
    {
        var whole = RowDesk.Row([.. missing.Select(column => (column, ""))]);
        var cut = Short(missing);
        var mapper = RowDesk.Mapper();
        mapper.Map(cut, 1, 1, RowFixes.None);
        var finding = mapper.Findings.Items.Should().ContainSingle(f => f.Code == Rules.TooFewCells.Code).Subject;
        var words = string.Join(" and ", missing);
        finding.Message.Should().Be($"{13 - missing.Length} cells, header 13. Perhaps {words} {(missing.Length == 1 ? "was" : "were")} left out, and what follows belongs further right.");
        (finding.Suggestion, finding.SuggestedValue).Should().Be(($"Leave {words} blank", $"{Array.IndexOf(RowDesk.Header, missing[0]) + 1}+{missing.Length}"));

        RowFixes taken = new(SuggestionTaking.Of(finding.SuggestionKind, 0, [], "", null, finding.SuggestedValue, null, mapper.IdentityColumns, SensitiveFinder.Shipped).ToDictionary(f => f.Column, f => f.Value));
        taken.Placed(cut).Should().Equal(whole);
        var (mended, clean) = (RowDesk.Mapper(), RowDesk.Mapper());
        mended.Map(cut, 1, 1, taken).Should().BeEquivalentTo(clean.Map(new SourceRow(1, 2, whole, null), 1, 1, RowFixes.None));
        mended.Findings.Items.Should().Equal(clean.Findings.Items);
    }

    [Theory]
    [InlineData("Reporter Name")]
    [InlineData("Investigation Notes")]
    public void A10_Where_two_columns_could_as_well_be_missing_or_it_is_the_end_none_is_proposed_and_a_person_may_still_say_so(string missing)
    {
        var cut = Short(missing);
        var mapper = RowDesk.Mapper();
        mapper.Map(cut, 1, 1, RowFixes.None);
        mapper.Findings.Items.Should().ContainSingle(f => f.Code == Rules.TooFewCells.Code).Which.Should().Match<Finding>(f => f.SuggestionKind == SuggestionKind.None && f.Message == "12 cells, header 13.");

        var said = new RowFixes(new Dictionary<int, string> { [RowFixes.RowPlace] = $"{Array.IndexOf(RowDesk.Header, missing) + 1}+1" });
        said.Placed(cut).Should().Equal(RowDesk.Row((missing, "")));
        mapper.Map(cut, 1, 1, said);
        mapper.Findings.Items.Should().NotContain(f => f.Code == Rules.TooFewCells.Code);
        // A gap wider than what is missing is of another file: it moves nothing, and silences nothing.
        var stale = new RowFixes(new Dictionary<int, string> { [RowFixes.RowPlace] = "3+2" });
        stale.Placed(cut).Should().BeSameAs(cut.Cells);
        mapper.Map(cut, 1, 1, stale);
        mapper.Findings.Items.Should().ContainSingle(f => f.Code == Rules.TooFewCells.Code);
    }

    [Fact]
    public void A10_A_gap_lies_where_the_file_has_its_columns_in_another_order_and_may_be_narrower_than_what_is_missing()
    {
        // The file has b, a, c, d; the run a, b, c, d.
        var row = new SourceRow(1, 2, ["1", "one", "", ""], null) { Missing = 2, Order = [1, 0, 2, 3] };
        row.WithGap(new(2, 2)).Should().Equal("", "", "one", "1");
        row.WithGap(new(2, 1)).Should().Equal("one", "", "1", "");
        row.WithGap(new(1, 1)).Should().Equal("", "one", "1", "");
        row.WithGap(new(3, 2)).Should().Equal("1", "one", "", "");
        (row.AfterGap(0, new(2, 2)), row.AfterGap(1, new(2, 2)), row.AfterGap(0, new(1, 1)), row.AfterGap(1, new(1, 1)), row.AfterGap(1, new(3, 2))).Should().Be((3, 2, 2, 1, 1));
        foreach (var none in (RowGap[])[new(4, 1), new(1, 3), new(0, 1), new(5, 1)])
            row.WithGap(none).Should().BeSameAs(row.Cells);
        foreach (var text in (string?[])[null, "", "5", "5+", "+1", "0+1", "5+0", "5+1+1", "-1+1", "5 +1"])
            RowGap.Read(text).Should().BeNull(text);
        RowGap.Read(new RowGap(5, 2).Text).Should().Be(new RowGap(5, 2));
    }

    [Fact]
    public void A10_A_row_of_a_file_with_its_columns_in_another_order_is_put_together_where_it_was_cut()
    {
        // The file has b, a, c; the run a, b, c.
        var row = new SourceRow(1, 2, ["1", "one", "x"], null) { Surplus = ["last"], Joint = ';', Order = [1, 0, 2] };
        row.WithSurplusIn(1).Should().Equal("1;x", "one", "last");
        row.WithSurplusIn(2).Should().Equal("x", "one;1", "last");
        row.WithSurplusIn(3).Should().Equal("1", "one", "x;last");
        row.WithSurplusIn(4).Should().Equal("1", "one", "x");
        // Each of the file's cells, the one behind the last column at the end.
        Enumerable.Range(0, 4).Select(cell => row.AfterSurplus(cell, 1)).Should().Equal(0, 1, 0, 2);
        Enumerable.Range(0, 4).Select(cell => row.AfterSurplus(cell, 2)).Should().Equal(1, 1, 0, 2);
        Enumerable.Range(0, 4).Select(cell => row.AfterSurplus(cell, 3)).Should().Equal(0, 1, 2, 2);
    }

    [Theory]
    [InlineData("Shouting, threats and a door blocked", "", "", "12")]
    [InlineData("Shouting,threats; door blocked", "", "", "0")]
    [InlineData("Shouting; threats", "", ",", "0")]
    [InlineData("Shouting; threats", "Odd word", ",", "0")]
    public void A10_A_text_whose_end_pushed_a_blank_cell_out_is_put_together_and_a_delimiter_too_many_at_the_end_cuts_nothing(string narrative, string severity, string behind, string into)
    {
        var cut = Cut(string.Join(',', RowDesk.Row(("Narrative", narrative), ("Severity", severity.Length == 0 ? "High" : severity), ("Investigation Notes", ""))) + behind);
        cut.Surplus.Should().Equal("");
        var mapper = RowDesk.Mapper();
        mapper.Map(cut, 1, 1, RowFixes.None);
        mapper.Findings.Items.Should().ContainSingle(f => f.Code == Rules.TooManyCells.Code).Which.Should().Match<Finding>(f =>
            f.SuggestedValue == into && f.Suggestion == (into == "0" ? "Do without the blank ones" : "Put Narrative together again"));
    }

    [Fact]
    public void A10_What_was_typed_belongs_to_its_column_and_stays_over_what_a_later_shift_puts_there()
    {
        var cut = Short("Date Closed");
        Dictionary<int, string> typed = new() { [Column("Severity")] = "Low", [Column("Location")] = "" };
        RowFixes before = new(typed), after = new(new Dictionary<int, string>(typed) { [RowFixes.RowPlace] = "6+1" });

        before.Over(before.Placed(cut))[Column("Severity") - 1].Should().Be("Low");
        after.Over(after.Placed(cut)).Should().Equal(RowDesk.Row(("Date Closed", ""), ("Severity", "Low"), ("Location", "")));
        after.Placed(cut)[Column("Severity") - 1].Should().Be("High", "that is what the typed one hides");
        after.Typed.Should().BeEquivalentTo(typed, "where the row was put is nothing typed");
        var mapper = RowDesk.Mapper();
        mapper.Map(cut, 1, 1, after).CaseSeverity.Should().Be("LOW");

        var tooMany = Cut(string.Join(',', RowDesk.Row(("Reporter Name", "One, Reporter"))));
        new RowFixes(new Dictionary<int, string>(typed) { [RowFixes.RowPlace] = "8" }).Over(tooMany.WithSurplusIn(8)).Should().Equal(RowDesk.Row(("Reporter Name", "One, Reporter"), ("Severity", "Low"), ("Location", "")));
    }

    [Fact]
    public void MIG_16_What_stands_behind_the_last_column_or_was_moved_is_in_the_error_file_too()
    {
        var format = ErrorFile.FormatOf(new FileFormat { Kind = FileKind.Delimited, Columns = ["A", "B"] }, canHold: true);
        ErrorFile.Row(1, 2, ["a", "b"], [], null, plain: null, format, ["c", "d"], "the rest").TrimEnd().Should().Contain("behind the last column: c | d").And.Contain("moved to the notes: the rest");
        ErrorFile.Row(1, 2, ["a", "b"], [], null, plain: [true, true], format, ["c", "d"], "the rest").Should().NotContain("c | d").And.NotContain("the rest");
    }
}
