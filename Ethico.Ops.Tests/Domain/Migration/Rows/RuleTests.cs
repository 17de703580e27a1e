using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>Each rule of migration.md 8 that a row can break by itself: a row that breaks it, and one that just does not (MIG-15).</summary>
public sealed class RuleTests
{
    /// <summary>Rule, weight, the column changed, a value that breaks it, one that just does not.</summary>
    public static TheoryData<string, char, string, string, string> Cells { get; } = new()
    {
        { "MIG-REQ-001", 'E', "Case Number", " ", "x" },
        { "MIG-REQ-002", 'E', "Case Status", "", "New" },
        { "MIG-REQ-003", 'E', "Date Reported", "", "03/04/2023" },
        { "MIG-REQ-004", 'E', "Narrative", " ", "." },
        { "MIG-REQ-005", 'E', "Issue Type", "", "Theft" },
        { "MIG-FMT-001", 'E', "Anonymous", "perhaps", "nein" },
        { "MIG-FMT-005", 'E', "Narrative", "[REDACTED]", "[redacted by nobody at all]" },
        { "MIG-FMT-006", 'E', "Location", Long(201), Long(200) },
        { "MIG-FMT-007", 'W', "Narrative", "A <b>bold</b> claim about things", "5 < 6 and 7 > 6, as is well known" },
        { "MIG-FMT-008", 'E', "Narrative", "A NUL\0 in the middle of the text", "No NUL in the middle of the text" },
        { "MIG-FMT-009", 'W', "Case Number", "4.56E+11", "4.56E11" },
        { "MIG-FMT-009", 'W', "EPRS Report Number", "1,2e+05", "1,2+05" },
        { "MIG-FIL-007", 'I', "Narrative", "A bell\a in the middle of the text", "A tab\t in the middle of the text" },
        { "MIG-FIL-008", 'W', "Narrative", "Der GeschÃ¤ftsfÃ¼hrer war dabei", "Der Geschäftsführer war dabei" },
        { "MIG-DAT-001", 'E', "Date Reported", "02/29/2023", "02/28/2023" },
        { "MIG-DAT-003", 'E', "Date Closed", "06/17/2026", "06/16/2026" },
        { "MIG-DAT-004", 'W', "Date Reported", "12/31/1949", "01/01/1950" },
        { "MIG-DAT-005", 'E', "Date Closed", "03/03/2023", "03/04/2023" },
        { "MIG-DAT-006", 'E', "Date Reported", "2023-03-12 02:30", "2023-03-12 03:00" },
        { "MIG-DAT-006", 'W', "Date Closed", "2023-11-05 01:30", "2023-11-05 02:00" },
        { "MIG-DAT-007", 'W', "Date Closed", "05/10/23", "05/10/2023" },
        { "MIG-VAL-001", 'E', "Case Status", "Not closed - substantiated", "closed - SUBSTANTIATED" },
        { "MIG-VAL-001", 'E', "Issue Type", "Thefts", "theft" },
        { "MIG-VAL-001", 'E', "Severity", "4", "3" },
        { "MIG-STA-001", 'W', "Date Closed", "", "03/04/2023" },
        { "MIG-STA-005", 'I', "Case Status", "Closed", "Dismissed" },
        { "MIG-REF-001", 'W', "Assigned To", "gone@client.example", "LEAD.A@client.example" },
        { "MIG-REF-002", 'E', "Assigned To", "Twin Lead", "twin1@client.example" },
        { "MIG-REF-003", 'I', "Assigned To", "", "E-1" },
        { "MIG-REF-004", 'W', "Location", "Plant 3", "plant 2" },
        { "MIG-REF-006", 'W', "Reporter Name", "Lead A", "Lead Ab" },
        { "MIG-ANO-001", 'E', "Anonymous", "Yes", "No" },
        { "MIG-ANO-002", 'W', "Reporter Name", "", "X" },
        { "MIG-SEN-001", 'I', "Narrative", "His number is 219-09-9998 he said", "His number is 666-09-9998 he said" },
        { "MIG-SEN-002", 'I', "Narrative", "Paid with 4111 1111 1111 1111 twice", "Paid with 4111 1111 1111 1112 twice" },
        { "MIG-QUA-001", 'I', "Narrative", "Nineteen letters ok", "Twenty letters are ok" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void MIG_15_One_row_breaks_the_rule_and_one_just_does_not(string code, char weight, string column, string breaks, string just)
    {
        RowDesk.Broken(RowDesk.Mapper(), RowDesk.Row((column, breaks))).Should().Contain(f => f.StartsWith($"{weight} {code}", StringComparison.Ordinal));
        RowDesk.Broken(RowDesk.Mapper(), RowDesk.Row((column, just))).Should().NotContain(f => f.StartsWith($"{weight} {code}", StringComparison.Ordinal));
    }

    [Fact]
    public void MIG_15_The_rules_of_the_reader_arrive_as_findings()
    {
        foreach (var (code, weight) in new[] { ("MIG-FIL-004", "E"), ("MIG-FIL-005", "W"), ("MIG-FIL-006", "W"), ("MIG-FIL-010", "E") })
            RowDesk.Broken(RowDesk.Mapper(), RowDesk.Row(), faults: [new RowFault(code, -1, "Said by the reader.")]).Should().ContainSingle().Which.Should().Be($"{weight} {code}");
        RowDesk.Broken(RowDesk.Mapper(), RowDesk.Row()).Should().BeEmpty();
    }

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

    [Fact]
    public void MIG_15_Notes_that_come_to_more_than_they_hold_are_an_error_before_the_import()
    {
        var mapper = RowDesk.Mapper(RowDesk.Without(TargetKeys.InvestigationNotes) with { Unmapped = [new("Investigation Notes", UnmappedChoice.Notes, Confirmed: false)] });
        RowFixes moved = new(new Dictionary<int, string> { [0] = new string('n', TargetFields.NarrativeMost - 21) });
        RowDesk.Broken(mapper, RowDesk.Row(("Investigation Notes", "")), moved).Should().NotContain("E MIG-FMT-006");
        RowDesk.Broken(mapper, RowDesk.Row(("Investigation Notes", "And more")), moved).Should().Contain("E MIG-FMT-006");
    }

    [Fact]
    public void A8_Records_that_an_open_quote_swallowed_are_not_mended_by_typing_a_cell()
    {
        RowFixes typed = new(new Dictionary<int, string> { [12] = "Only this one was meant, it seems" });
        RowDesk.Broken(RowDesk.Mapper(), RowDesk.Row(), typed, [new RowFault("MIG-FIL-003", 11, "Said by the reader.")]).Should().Equal("E MIG-FIL-003 Narrative");
        RowDesk.Broken(RowDesk.Mapper(), RowDesk.Row(), typed, [new RowFault("MIG-FIL-010", 11, "Said by the reader.")]).Should().BeEmpty();
    }

    [Fact]
    public void MIG_16_What_stands_behind_the_last_column_or_was_moved_is_in_the_error_file_too()
    {
        var format = ErrorFile.FormatOf(new FileFormat { Kind = FileKind.Delimited, Columns = ["A", "B"] }, canHold: true);
        ErrorFile.Row(1, 2, ["a", "b"], [], null, plain: null, format, ["c", "d"], "the rest").TrimEnd().Should().Contain("behind the last column: c | d").And.Contain("moved to the notes: the rest");
        ErrorFile.Row(1, 2, ["a", "b"], [], null, plain: [true, true], format, ["c", "d"], "the rest").Should().NotContain("c | d").And.NotContain("the rest");
    }

    [Fact]
    public void A16_Half_a_character_in_a_name_is_left_out_and_never_a_fault_of_ours()
    {
        Ethico.Ops.Domain.Shared.NameFolding.Fold("Half \uD83D name \uDC00").Should().Be("half name");
        ColumnNames.Of([new string('x', 199) + "\uD83D\uDE00 and more"]).Single().Should().Be(new string('x', 199));
    }

    [Fact]
    public void MIG_15_Dates_and_status_beside_each_other()
    {
        var mapper = RowDesk.Mapper();
        RowDesk.Broken(mapper, RowDesk.Row(("Case Status", "New"))).Should().Contain("E MIG-STA-002 Case Status");
        RowDesk.Broken(mapper, RowDesk.Row(("Case Status", "New"), ("Date Closed", ""))).Should().NotContain(f => f.Contains("STA", StringComparison.Ordinal));
        RowDesk.Broken(mapper, RowDesk.Row(("Date Closed", ""), ("Case Status", ""))).Should().Contain("E MIG-REQ-002 Case Status");
        mapper.Findings.Items.Single(f => f.Code == Rules.StatusEmpty.Code).SuggestionKind.Should().Be(SuggestionKind.None);
        RowDesk.Broken(mapper, RowDesk.Row(("Case Status", "")));
        mapper.Findings.Items.Single(f => f.Code == Rules.StatusEmpty.Code).SuggestedValue.Should().Be("CLOSED", "there is a closing date");
    }

    [Fact]
    public void MIG_15_An_outcome_of_its_own_column()
    {
        string[] header = [.. RowDesk.Header, "Outcome"];
        var mapping = RowDesk.Feeding(new TargetFeed(TargetKeys.CaseOutcome, "Outcome")) with
        {
            ValueMaps = [.. RowDesk.Mapping.ValueMaps, new(TargetKeys.CaseOutcome, [new("Founded", OutcomeCode.Substantiated), new("Rejected", OutcomeCode.Dismissed)])],
        };
        var mapper = RowDesk.Mapper(mapping, header);
        RowDesk.Broken(mapper, [.. RowDesk.Row(), "Rejected"]).Should().Contain("E MIG-STA-004 Outcome");
        RowDesk.Broken(mapper, [.. RowDesk.Row(), "Founded"]).Should().BeEmpty();
        RowDesk.Broken(mapper, [.. RowDesk.Row(("Case Status", "New"), ("Date Closed", "")), "Founded"]).Should().Contain("W MIG-STA-003 Outcome");
        mapper.Map(new SourceRow(1, 2, [.. RowDesk.Row(("Case Status", "Closed")), "Rejected"], null), 1, 1, RowFixes.None).Outcome.Should().Be("DISMISSED", "a column wins over NOT_RECORDED");
    }

    [Fact]
    public void MIG_15_Further_targets()
    {
        string[] header = [.. RowDesk.Header, "Mail", "Phone", "Incident", "Parent"];
        var mapping = RowDesk.Feeding(
            new TargetFeed(TargetKeys.ReporterEmail, "Mail"), new TargetFeed(TargetKeys.ReporterPhone, "Phone"), new TargetFeed(TargetKeys.ReportIncidentOn, "Incident"),
            new TargetFeed(TargetKeys.CategoryParent, "Parent")) with
        {
            Dates = [.. RowDesk.Mapping.Dates, new("Incident", DateOrder.MonthFirst, true)],
        };
        var mapper = RowDesk.Mapper(mapping, header);
        RowDesk.Broken(mapper, [.. RowDesk.Row(), "no address", "", "", ""]).Should().Equal("W MIG-FMT-002 Mail");
        RowDesk.Broken(mapper, [.. RowDesk.Row(), "a@b.example", "", "", ""]).Should().BeEmpty();
        RowDesk.Broken(mapper, [.. RowDesk.Row(), "", "ask the porter", "", ""]).Should().Equal("W MIG-FMT-003 Phone");
        RowDesk.Broken(mapper, [.. RowDesk.Row(), "", "+1 212 555 0142", "", ""]).Should().BeEmpty();
        RowDesk.Broken(mapper, [.. RowDesk.Row(), "", "", "03/05/2023", ""]).Should().Equal("W MIG-DAT-005 Incident");
        RowDesk.Broken(mapper, [.. RowDesk.Row(), "", "", "03/04/2023", ""]).Should().BeEmpty();
        RowDesk.Broken(mapper, [.. RowDesk.Row(("Issue Type", "Mileage abuse")), "", "", "", "Nowhere"]).Should().Equal("E MIG-REF-005 Issue Type");
        RowDesk.Broken(mapper, [.. RowDesk.Row(("Issue Type", "Mileage abuse")), "", "", "", "Travel and expense abuse"]).Should().Equal("E MIG-REF-005 Issue Type");
        RowDesk.Broken(mapper, [.. RowDesk.Row(("Issue Type", "Mileage abuse")), "", "", "", "Fraud"]).Should().BeEmpty();
    }

    [Fact]
    public void MIG_15_Anonymity_beside_the_narrative()
    {
        var mapper = RowDesk.Mapper();
        RowDesk.Broken(mapper, RowDesk.Row(("Anonymous", "Yes"), ("Reporter Name", ""), ("Narrative", "Write me at someone@mail.example please"))).Should().Equal("W MIG-ANO-003 Narrative");
        RowDesk.Broken(mapper, RowDesk.Row(("Narrative", "Write me at someone@mail.example please"))).Should().BeEmpty("who is named may name an address");
        RowDesk.Broken(mapper, RowDesk.Row(("Anonymous", ""), ("Reporter Name", ""))).Should().Equal("I MIG-ANO-004");
    }

    [Theory]
    [InlineData("1.23E+05", "A spreadsheet has rounded this id: its last 3 digits are lost. Export the file again with this column as text.")]
    [InlineData(" -4.56e+11 ", "A spreadsheet has rounded this id: its last 9 digits are lost. Export the file again with this column as text.")]
    [InlineData("1,2E+02", "A spreadsheet has rounded this id: its last digit is lost. Export the file again with this column as text.")]
    [InlineData("2E+100", "A spreadsheet has rounded this id: its last 100 digits are lost. Export the file again with this column as text.")]
    [InlineData("1.2345E+04", "A spreadsheet has rewritten this id as a number. Export the file again with this column as text.")]
    [InlineData("2E05", null)]
    [InlineData("E+05", null)]
    [InlineData("12.3E+05", null)]
    [InlineData("1.E+05", null)]
    [InlineData("1.2.3E+05", null)]
    [InlineData("1.23E-05", null)]
    [InlineData("1.23E+", null)]
    [InlineData("1.23E+5", "A spreadsheet has rounded this id: its last 3 digits are lost. Export the file again with this column as text.")]
    [InlineData("1.23E+0005", null)]
    [InlineData("A1.23E+05", null)]
    [InlineData("1.23E+05 b", null)]
    [InlineData("", null)]
    public void MIG_15_An_id_that_a_spreadsheet_wrote_as_a_power_of_ten_is_said_of_each_row(string id, string? said)
    {
        string[] header = [.. RowDesk.Header, "Badge"];
        var mapper = RowDesk.Mapper(RowDesk.Feeding(new TargetFeed(TargetKeys.SubjectEmployeeId, "Badge")), header);
        RowDesk.Broken(mapper, [.. RowDesk.Row(("Narrative", $"Said to be {id} in all, it is thought")), id]).Should().Equal(said is null ? [] : ["W MIG-FMT-009 Badge"]);
        mapper.Findings.Items.Select(f => (f.Message, f.Value, f.SuggestionKind)).Should().Equal(said is null ? [] : [(said, id, SuggestionKind.None)]);
    }

    [Theory]
    [InlineData("2E05", "A spreadsheet has rounded this id: its last 5 digits are lost. Export the file again with this column as text.")]
    [InlineData("1.23e5", "A spreadsheet has rounded this id: its last 3 digits are lost. Export the file again with this column as text.")]
    [InlineData("1.2345E4", "A spreadsheet has rewritten this id as a number. Export the file again with this column as text.")]
    [InlineData("2E+05", "A spreadsheet has rounded this id: its last 5 digits are lost. Export the file again with this column as text.")]
    [InlineData("12E05", null)]
    [InlineData("2E0005", null)]
    [InlineData("2E-5", null)]
    [InlineData("2E", null)]
    [InlineData("200000", null)]
    public void MIG_15_A_power_of_ten_without_its_sign_is_said_of_an_id_only_where_its_column_is_of_digits(string id, string? said)
    {
        var digits = RowMapper.Compile(RowDesk.Mapping, RowDesk.Setting() with { DigitColumns = ["EPRS Report Number"] }, []).Value;
        RowDesk.Broken(digits, RowDesk.Row(("EPRS Report Number", id))).Should().Equal(said is null ? [] : ["W MIG-FMT-009 EPRS Report Number"]);
        digits.Findings.Items.Select(f => f.Message).Should().Equal(said is null ? [] : [said]);
        RowDesk.Broken(digits, RowDesk.Row(("Case Number", id))).Should().Equal(id is "2E+05" ? ["W MIG-FMT-009 Case Number"] : [], "in another column it may be a code");
    }

    [Theory]
    [InlineData(true, "100001", "100002", "2E05")]
    [InlineData(true, "100001", "4.56E+11", "1.2e5", "100002", "")]
    [InlineData(false, "100001", "100002", "2F05", "2E05")]
    [InlineData(false, "1E01", "2E05", "3E07", "12")]
    [InlineData(false, "100001", "2E05")]
    [InlineData(false, "100001", "100002", "2E-5", "2E05")]
    public void MIG_15_A_column_is_of_digits_if_nothing_else_is_in_it_and_they_are_more(bool expected, params string[] cells)
    {
        var column = MapGround.Column(cells);
        column.Shapes.AreDigits(column.Filled).Should().Be(expected);
    }

    [Fact]
    public void MIG_15_An_id_is_looked_at_as_the_file_has_it_in_each_column_of_the_key_and_until_it_is_typed_anew()
    {
        var joined = RowDesk.Mapping with { RowKey = new(["Case Number", "Severity"]) };
        RowDesk.Broken(RowDesk.Mapper(joined), RowDesk.Row(("Case Number", "1.23E+05"))).Should().Equal("W MIG-FMT-009 Case Number");
        RowDesk.Broken(RowDesk.Mapper(joined), RowDesk.Row(("Severity", "1.23E+05"))).Should().Contain("W MIG-FMT-009 Severity");
        var cut = RowDesk.Feeding(new TargetFeed(TargetKeys.ReportReference, ["EPRS Report Number"], [new ReplaceTransform("\\+", "")]));
        RowDesk.Broken(RowDesk.Mapper(cut), RowDesk.Row(("EPRS Report Number", "1.23E+05"))).Should().Equal("W MIG-FMT-009 EPRS Report Number");
        RowDesk.Broken(RowDesk.Mapper(), RowDesk.Row(("Case Number", "1.23E+05")), new RowFixes(new Dictionary<int, string> { [1] = "123456" })).Should().BeEmpty();
        RowDesk.Broken(RowDesk.Mapper(RowDesk.Mapping with { RowKey = RowKeyChoice.Digest }), RowDesk.Row(("Severity", "1.23E+05"))).Should().NotContain("W MIG-FMT-009 Severity", "it is no id");
    }

    [Fact]
    public void MIG_15_Rules_of_the_run()
    {
        var mapping = RowDesk.Without(TargetKeys.InvestigationNotes) with { Unmapped = [new("Investigation Notes", UnmappedChoice.Ignore)] };
        foreach (var (filled, rows, isBroken) in new[] { (1, 5, true), (1, 6, false) })
        {
            var mapper = RowDesk.Mapper(mapping);
            for (var i = 0; i < rows; i++)
                RowDesk.Broken(mapper, RowDesk.Row(("Investigation Notes", i < filled ? "text" : "")));
            mapper.RunFindings().Select(f => f.Code.Value).Should().Equal(isBroken ? ["MIG-QUA-002"] : []);
        }

        var digits = RowDesk.Mapper();
        RowDesk.Broken(digits, RowDesk.Row(("Severity", "5")));
        digits.RunFindings().Should().ContainSingle().Which.Message.Should().Be("Is 1 or 5 the worst?");
        RowDesk.Mapper().RunFindings().Select(f => f.Code.Value).Should().Equal("MIG-FIL-001");
    }

    [Fact]
    public void MIG_31_A_finding_of_sensitive_data_holds_column_row_and_kind_and_never_the_match()
    {
        var mapper = RowDesk.Mapper();
        RowDesk.Broken(mapper, RowDesk.Row(("Narrative", "His number is 219-09-9998, his card 4111 1111 1111 1111, he has diabetes")))
            .Should().Contain("I MIG-SEN-001 Narrative").And.Contain("I MIG-SEN-002 Narrative").And.Contain("I MIG-SEN-003 Narrative");
        mapper.Findings.Items.Should().OnlyContain(f => f.Value == null && !f.Message.Contains("219", StringComparison.Ordinal) && f.SuggestedValue == null);
    }

    [Fact]
    public void A17_Order_century_and_clock_are_asked_or_said_never_guessed()
    {
        var open = RowDesk.Mapping with { Dates = [new("Date Reported", null, false), new("Date Closed", DateOrder.MonthFirst, true)] };
        RowDesk.Broken(RowDesk.Mapper(open), RowDesk.Row()).Should().Contain("E MIG-DAT-002 Date Reported");
        RowDesk.Broken(RowDesk.Mapper(), RowDesk.Row(("Date Reported", "44927"))).Should().Contain("E MIG-DAT-001 Date Reported", "a bare number is a day only after somebody said so");
        var serials = RowDesk.Mapping with { Dates = [new("Date Reported", DateOrder.MonthFirst, true, AreSerials: true), RowDesk.Mapping.Dates[1]] };
        RowDesk.Broken(RowDesk.Mapper(serials), RowDesk.Row(("Date Reported", "44927"))).Should().BeEmpty();
    }

    [Theory]
    [InlineData("1e309", true)]
    [InlineData("NaN", true)]
    [InlineData("12345678901234567890", false)]
    [InlineData("1.234,5", false)]
    [InlineData("-0", false)]
    public void A18_Numbers_are_read_by_the_columns_own_mark_and_overflow_is_an_error(string text, bool isWrong)
    {
        string[] header = [.. RowDesk.Header, "Amount"];
        var mapping = RowDesk.Mapping with { Feeds = [.. RowDesk.Mapping.Feeds, new("custom.Amount", ["Amount"], [new ParseNumberTransform(DecimalMark.Comma)])] };
        RowDesk.Broken(RowDesk.Mapper(mapping, header), [.. RowDesk.Row(), text]).Should().Equal(isWrong ? ["E MIG-FMT-004 Amount"] : []);
    }

    [Fact]
    public void MIG_15_Each_rule_has_a_code_once_per_weight_and_none_changes_its_place()
    {
        Rules.All.Select(r => (r.Code, r.Severity)).Should().OnlyHaveUniqueItems();
        Rules.All.Select(r => r.Ordinal).Should().Equal(Enumerable.Range(1, Rules.All.Count));
        Rules.All.Should().OnlyContain(r => r.Condition.Length > 3 && r.Advice.Length > 3);
        Rules.All.Should().HaveCount(62);
        foreach (var rule in Rules.All)
            new FindingMark(rule, 1000).Should().Match<FindingMark>(m => m.Rule == rule && m.ColumnNumber == 1000);
    }

    [Fact]
    public void MIG_15_Taking_a_suggestion_removes_the_finding()
    {
        foreach (var (_, _, column, breaks, _) in Cells.Select(c => c.Data))
        {
            var mapper = RowDesk.Mapper();
            var cells = RowDesk.Row((column, breaks));
            RowDesk.Broken(mapper, cells);
            foreach (var finding in mapper.Findings.Items.Where(f => f.SuggestionKind is not (SuggestionKind.None or SuggestionKind.SkipRow)).ToArray())
            {
                finding.Suggestion.Should().NotBeNullOrEmpty();
                var fixes = SuggestionTaking.Of(
                    finding.SuggestionKind, finding.ColumnNumber, cells, finding.Column!, null, finding.SuggestedValue,
                    RowDesk.Mapping.Feeds.Where(f => f.SourceColumns.Contains(finding.Column!)).Min(f => TargetFields.Find(f.Target)!.MaxLength),
                    mapper.IdentityColumns, SensitiveFinder.Shipped);
                fixes.Should().NotBeEmpty();
                RowDesk.Broken(RowDesk.Mapper(), cells, new RowFixes(fixes.ToDictionary(f => f.Column, f => f.Value))).Should().NotContain(RowDesk.Told(finding), "{0} was taken", finding.SuggestionKind);
            }
        }
    }

    // As the reader of delimited text has it.
    private static SourceRow Cut(string line)
    {
        var cells = line.Split(',');
        return new(1, 2, cells[..13], [new RowFault("MIG-FIL-004", -1, $"{cells.Length} cells, header 13.") { Advice = "perhaps an unquoted comma" }]) { Surplus = cells[13..], Joint = ',' };
    }

    // The same of the example's row without some of its cells.
    private static SourceRow Short(params string[] missing)
    {
        var there = RowDesk.Row().Where((_, i) => !missing.Contains(RowDesk.Header[i], StringComparer.Ordinal)).ToList();
        return new(1, 2, [.. there, .. missing.Select(_ => "")], [new RowFault("MIG-FIL-005", -1, $"{there.Count} cells, header 13.")]) { Missing = missing.Length };
    }

    private static int Column(string name) => Array.IndexOf(RowDesk.Header, name) + 1;

    private static string Long(int length) => new('x', length);
}
