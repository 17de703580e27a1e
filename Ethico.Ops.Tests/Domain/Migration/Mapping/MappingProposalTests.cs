using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class MappingProposalTests
{
    [Fact]
    public void MIG_12_The_worked_example_is_proposed_as_section_10_says()
    {
        var run = MapGround.Of();

        var mapping = MappingProposal.Of(run);

        mapping.Should().BeEquivalentTo(new { Source = "NAVEX EthicsPoint", Zone = "America/New_York", RowKey = new RowKeyChoice(["Case Number"]), FallbackQueue = (Guid?)null });
        mapping.Feeds.SelectMany(f => f.SourceColumns).Distinct().Should().BeEquivalentTo(RowDesk.Header, "all 13 columns are known by name");
        mapping.Dates.Should().BeEquivalentTo(new[] { new DateColumn("Date Reported", null, false), new DateColumn("Date Closed", DateOrder.MonthFirst, true) });
        var status = mapping.ValueMaps.Single(m => m.Target is TargetKeys.CaseStatus).Entries;
        status.Select(e => (e.SourceValue, e.TargetValue, e.Outcome)).Should().BeEquivalentTo(new (string, string?, string?)[]
        {
            ("Closed - Substantiated", CaseStatusCode.Closed, OutcomeCode.Substantiated), ("Dismissed", CaseStatusCode.Closed, OutcomeCode.Dismissed),
            ("In Progress", CaseStatusCode.InProgress, null), ("Closed", CaseStatusCode.Closed, OutcomeCode.NotRecorded), ("New", CaseStatusCode.New, null),
        }, "Inactive stays open");
        mapping.ValueMaps.Single(m => m.Target is TargetKeys.CategoryName).Entries.Select(e => e.SourceValue).Should().NotContain("Mileage abuse").And.HaveCount(5);
    }

    [Fact]
    public void MIG_12_What_is_open_is_shown_and_counted()
    {
        var view = MappingView.Of(MapGround.Of());

        view.Columns.Single(c => c.Name == "Date Reported").State.Should().Be(ColumnState.Confirm);
        view.Columns.Where(c => c.State is ColumnState.Accepted).Should().HaveCount(12).And.OnlyContain(c => c.Suggestion.Confidence == 0.98m);
        view.Values.Single(b => b.Target.Key is TargetKeys.CaseStatus).Lines.Where(l => l.IsOpen).Select(l => (l.SourceValue, l.Count)).Should().Equal(("Inactive", 1));
        view.Values.Single(b => b.Target.Key is TargetKeys.CategoryName).Lines.Where(l => l.IsOpen).Select(l => (l.SourceValue, l.Count)).Should().Equal(("Mileage abuse", 1));
        view.Facts.Should().Be(new MappingFacts(13, 0, 0, 1, 1));
        view.Leads!.ToQueue.Should().Be(2, "nobody@ and a blank");
        var dates = view.Columns.Single(c => c.Name == "Date Reported").Date!;
        (dates.Pairs!.MonthFirst, dates.Pairs.DayFirst).Should().Be((0, 1));
        (dates.Span(DateOrder.MonthFirst).First, dates.Span(DateOrder.DayFirst).Last).Should().Be((new DateOnly(2023, 3, 4), new DateOnly(2023, 9, 8)));
    }

    [Fact]
    public void MIG_12_Likeness_is_never_in_the_proposal()
    {
        var view = MappingView.Of(MapGround.Of(header: ["Case Number", "Bus. Unit code"], rows: [["1", "Retail"], ["2", "Plant"]]));

        view.Columns[1].Should().Match<ColumnView>(c => c.State == ColumnState.Review || c.State == ColumnState.Unmapped);
        view.Mapping.Feeds.SelectMany(f => f.SourceColumns).Should().NotContain("Bus. Unit code");
        view.Facts.ColumnsUndecided.Should().Be(1);
    }

    [Fact]
    public void What_a_page_gets_of_step_3_holds_no_name_of_a_reporter_or_lead()
    {
        var shown = RunJson.Write(MappingView.Of(MapGround.Of()) with { Mapping = new() { Source = "" } });

        shown.Should().NotContain("Reporter One").And.NotContain("lead.a@").And.NotContain("Shouting").And.NotContain("Twin Lead").And.Contain("Harassment");
    }

    [Fact]
    public void A_new_file_without_a_mapped_column_leaves_the_rest_of_the_mapping_standing()
    {
        var saved = MappingProposal.Of(MapGround.Of());
        var header = RowDesk.Header.Where(h => h != "Severity").ToArray();
        var rows = RowDesk.SixRows.Select(r => r.Where((_, i) => RowDesk.Header[i] != "Severity").ToArray()).ToList();

        var view = MappingView.Of(MapGround.Of(saved, rows, header));

        view.Gone.Should().Equal("Severity");
        view.Mapping.Feeds.Select(f => f.Target).Should().NotContain(TargetKeys.CaseSeverity).And.Contain(TargetKeys.CaseStatus);
        view.Mapping.ValueMaps.Select(m => m.Target).Should().NotContain(TargetKeys.CaseSeverity);
    }

    [Fact]
    public void MIG_11_No_value_that_says_closed_is_mapped_to_an_open_status()
    {
        var mapping = MappingProposal.Of(MapGround.Of()).WithValue(TargetKeys.CaseStatus, new("Closed - Substantiated", CaseStatusCode.Open));

        MappingRules.Check(mapping, RowDesk.Header).Should().Be(MappingRefusals.StaysClosed);
        MappingRules.Check(MappingProposal.Of(MapGround.Of()), RowDesk.Header).Should().BeNull();
    }
}
