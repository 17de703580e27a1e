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

    private static string Long(int length) => new('x', length);
}
