using CsCheck;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support.Exports;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>What says closed in the source is closed here, and never open work (MIG-11).</summary>
public sealed class ClosedValueTests : ValueTables
{
    private static readonly string[] Closings = ["Closed", "closed", "CLOSED", "Geschlossen", "Abgeschlossen", "abgeschlossen", " Closed", "Clo\u00ADsed"];

    [Theory]
    [InlineData("Closed - Substantiated", "SUBSTANTIATED")]
    [InlineData("Closed – policy violation", "SUBSTANTIATED")]
    [InlineData("CLOSED: NO VIOLATION", "UNSUBSTANTIATED")]
    [InlineData("closed/duplicate", "DUPLICATE")]
    [InlineData("closed_withdrawn", "WITHDRAWN")]
    [InlineData("Closed (Referred)", "REFERRED")]
    [InlineData("Geschlossen - Unbegründet", "UNSUBSTANTIATED")]
    [InlineData("Abgeschlossen: teilweise bestätigt", "PARTLY_SUBSTANTIATED")]
    public void MIG_11_Closed_and_a_known_outcome_is_closed_so_in_every_source(string value, string outcome)
    {
        foreach (var source in SourceSystems.All)
        {
            ValueSuggestions.Of(Status, source, value).Should().Match<ValueSuggestion>(
                s => s.Target == "CLOSED" && s.Outcome == outcome && s.Match == ValueMatch.Exact, "{0} {1}", source, value);
        }
    }

    [Theory]
    [InlineData("Closed - Purgatory")]
    [InlineData("Closed - see file")]
    [InlineData("Geschlossen (Akte 7)")]
    public void MIG_11_Closed_and_an_unknown_rest_is_mapped_by_hand(string value) =>
        ValueSuggestions.Of(Status, SourceSystem.Navex, value).Should().Match<ValueSuggestion>(s => s.Match == ValueMatch.None && s.Target == null);

    [Fact]
    public void MIG_11_No_value_that_says_closed_can_be_mapped_to_open_work()
    {
        var rest = Gen.OneOf<string>(
            Gen.OneOf("", " ", " - ", ": ", "/", "_", " (", "_Open", " pending review", " - In Progress", "?", "\t"),
            Gen.OneOf(Lines(Navex).Concat(Lines(Eqs)).Concat(Lines(Others)).Select(p => " " + p.Word).ToArray()),
            Gen.String[0, 20].Select(s => " " + s));
        Gen.Select(Gen.OneOf(Closings), rest, Gen.Enum<SourceSystem>()).Sample((first, after, source) =>
        {
            var value = first + after;
            foreach (var field in new[] { Status, InvestigationStatus })
                ValueSuggestions.Of(field, source, value).Target.Should().BeOneOf([null, "CLOSED"]);
            foreach (var code in TargetCodes.CaseStatus.Codes.Concat(TargetCodes.InvestigationStatus.Codes))
                ClosedRule.MayMap(value, code.Code).Should().Be(code.Code is "CLOSED");
        });
    }

    [Fact]
    public void A_value_that_does_not_say_closed_may_be_mapped_to_anything()
    {
        foreach (var value in new[] { "Inactive", "Not closed", "Disclosed", "Resolved", "", "Nicht abgeschlossen" })
            TargetCodes.CaseStatus.Codes.Should().OnlyContain(c => ClosedRule.MayMap(value, c.Code), value);
    }

    [Theory]
    [InlineData("navex-worked-example", SourceSystem.Navex, "Case Status", 3)]
    [InlineData("navex-intake", SourceSystem.Navex, "status", 3)]
    [InlineData("navex-callers", SourceSystem.Navex, "Case_Status", 2)]
    [InlineData("eqs-english-categories", SourceSystem.Eqs, "status", 2)]
    [InlineData("eqs-english-messages", SourceSystem.Eqs, "status", 3)]
    [InlineData("eqs-german", SourceSystem.Eqs, "Status", 3)]
    [InlineData("case-iq", SourceSystem.CaseIq, "Status", 2)]
    [InlineData("onetrust", SourceSystem.OneTrust, "state", 2)]
    [InlineData("legacy-ethico-calls", SourceSystem.LegacyEthico, "case_status", 2)]
    [InlineData("legacy-ethico-cases", SourceSystem.LegacyEthico, "case_status", 2)]
    [InlineData("star", SourceSystem.Star, "status", 2)]
    [InlineData("generic", SourceSystem.Generic, "Current Status", 2)]
    public void MIG_11_Rows_closed_in_the_source_are_closed_in_the_target(string export, SourceSystem source, string column, int closed) =>
        ExampleExport.Read(export).Values(column).Count(v => ValueSuggestions.Of(Status, source, v).Target is "CLOSED").Should().Be(closed);
}
