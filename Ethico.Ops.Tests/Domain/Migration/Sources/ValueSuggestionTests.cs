using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support.Exports;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>Words outside the tables: the tenant's own, pieces and denials of known ones, and those of another column.</summary>
public sealed class ValueSuggestionTests : ValueTables
{
    [Fact]
    public void A_tenants_own_category_goes_before_the_standard_one_and_a_standard_code_before_its_name()
    {
        TenantWord[] tenant = [new("Interests", "COI-1", "CONFLICT_OF_INTEREST"), new("COI"), new("Gifts", "G 1")];

        ValueSuggestions.Category("coi", tenant).Target.Should().Be("COI");
        ValueSuggestions.Category("Interessenkonflikt", tenant).Target.Should().Be("Interests");
        ValueSuggestions.Category("g-1", tenant).Target.Should().Be("Gifts");
        ValueSuggestions.Category("", tenant).Match.Should().Be(ValueMatch.None);
    }

    [Fact]
    public void A_location_is_the_tenants_own_or_open()
    {
        TenantWord[] tenant = [new("Plant 1", "P1"), new("Plant 2")];

        ValueSuggestions.Location("PLANT_1", tenant).Target.Should().Be("Plant 1");
        ValueSuggestions.Location("p1", tenant).Target.Should().Be("Plant 1");
        ValueSuggestions.Location("Plant 3", tenant).Should().Match<ValueSuggestion>(s => s.Target == null && s.Match == ValueMatch.None);
    }

    [Fact]
    public void MIG_10_A_piece_of_a_word_and_a_denied_word_stay_open_until_chosen()
    {
        foreach (var source in SourceSystems.All)
        {
            ValueSuggestions.Of(Status, source, "Inactive").Match.Should().Be(ValueMatch.None);
            ValueSuggestions.Of(Outcome, source, "Not yet substantiated").Match.Should().NotBe(ValueMatch.Exact);
            ValueSuggestions.Of(Outcome, source, "Not yet substantiated").Target.Should().NotBe(OutcomeCode.Substantiated);
            ValueSuggestions.Of(Outcome, source, "Never substantiated").Target.Should().BeNull();
            ValueSuggestions.Of(Outcome, source, "Noch nicht begründet").Target.Should().NotBe(OutcomeCode.Substantiated);
            ValueSuggestions.Of(Outcome, source, "ohne Befund bestätigt").Target.Should().BeNull();
            ValueSuggestions.Of(Status, source, "Not closed").Match.Should().Be(ValueMatch.None);
            ValueSuggestions.Of(Status, source, "non resolved").Match.Should().Be(ValueMatch.None);
        }

        ValueSuggestions.Category("Mileage abuse", [new("Discrimination"), new("Substance Abuse")]).Should()
            .Match<ValueSuggestion>(s => s.Match == ValueMatch.None && s.Target == null && s.StandardCategory == null);
    }

    [Fact]
    public void The_words_of_a_known_value_inside_another_are_a_question_and_the_longest_speaks()
    {
        ValueSuggestions.Of(Status, SourceSystem.Navex, "Pending Response from client").Should()
            .Match<ValueSuggestion>(s => s.Target == "AWAITING_INFO" && s.Match == ValueMatch.Review && s.Confidence <= 0.84m && s.Confidence >= 0.60m);
        ValueSuggestions.Of(Outcome, SourceSystem.Generic, "Partly substantiated by two witnesses").Target.Should().Be("PARTLY_SUBSTANTIATED");
        ValueSuggestions.Of(Outcome, SourceSystem.Generic, "Withdrawn or duplicate").Match.Should().Be(ValueMatch.None, "two meanings of one length");
        ValueSuggestions.Of(Outcome, SourceSystem.Generic, "No violation found").Target.Should().Be("UNSUBSTANTIATED", "the known words hold the no themselves");
    }

    [Fact]
    public void MIG_11_A_word_of_another_column_asks()
    {
        ValueSuggestions.Of(Status, SourceSystem.Navex, "Clarification requested").Should()
            .Match<ValueSuggestion>(s => s.Target == "AWAITING_INFO" && s.Match == ValueMatch.Review && s.Confidence == 0.80m);
        ValueSuggestions.Of(Status, SourceSystem.Eqs, "No Action Required").Should()
            .Match<ValueSuggestion>(s => s.Target == "CLOSED" && s.Outcome == "DISMISSED" && s.Match == ValueMatch.Review);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "Erledigt").Match.Should().Be(ValueMatch.Review);
    }

    [Fact]
    public void The_worked_example_leaves_one_status_and_one_category_open_and_reads_severity_3_as_high()
    {
        var export = ExampleExport.Read("navex-worked-example");
        TenantWord[] tenant = [.. new[] { "Harassment", "Theft", "Fraud", "Conflict of Interest", "Retaliation", "Other" }.Select(n => new TenantWord(n))];

        export.Values("Case Status").Where(v => ValueSuggestions.Of(Status, SourceSystem.Navex, v).Match is not ValueMatch.Exact).Should().Equal("Inactive");
        export.Values("Issue Type").Where(v => ValueSuggestions.Category(v, tenant).Match is not ValueMatch.Exact).Should().Equal("Mileage abuse");
        ValueSuggestions.Category("COI", tenant).Target.Should().Be("Conflict of Interest");
        ValueSuggestions.Of(Severity, SourceSystem.Navex, "3").Should().Match<ValueSuggestion>(s => s.Target == "HIGH" && s.Match == ValueMatch.Exact);
    }

    [Fact]
    public void MIG_33_The_docket_is_nobodys_and_leaves_its_own_words_to_a_person()
    {
        string[] headers = ["FY Rec'd", "Summary Status", "EPA File #", "Named Entity", "Date Received", "Alleged Discrimination Basis", "Detailed Status", "Related Documents"];

        SourceDetection.Propose(headers).System.Should().Be(SourceSystem.Generic);
        var suggestions = ColumnSuggestions.Of(SourceSystem.Generic, [.. headers.Select(h => new SourceColumn(h, ColumnShape.Unknown))]);
        suggestions.Single(s => s.Column is "EPA File #").Should().Match<ColumnSuggestion>(s => s.Target == "row.key" && s.Band == SuggestionBand.Review);
        suggestions.Single(s => s.Column is "Date Received").Should().Match<ColumnSuggestion>(s => s.Target == "report.received_at" && s.Band == SuggestionBand.Accepted);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "Closed").Match.Should().Be(ValueMatch.Exact);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "Active").Match.Should().Be(ValueMatch.Exact);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "N/A").Match.Should().Be(ValueMatch.None);
        ValueSuggestions.Of(Status, SourceSystem.Generic, "Resolved/In Monitoring").Match.Should().Be(ValueMatch.Review, "shown, and a person says what it is");
    }
}
