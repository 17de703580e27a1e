using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class BlankClearingTests
{
    [Fact]
    public void MIG_24_By_default_blanks_clear_nothing_and_a_tick_is_for_its_column_alone()
    {
        PlanTerms.Of(RowDesk.Mapping).BlankClears.Should().BeEmpty();
        PlanTerms.Of(RowDesk.Mapping.WithBlankClears("Severity", true)).BlankClears.Should().Equal(TargetKeys.CaseSeverity, TargetKeys.ReportSeverity);
        PlanTerms.Of(RowDesk.Mapping.WithBlankClears("Severity", true).WithBlankClears("Severity", false)).BlankClears.Should().BeEmpty();
        PlanTerms.Of(RowDesk.Mapping.WithBlankClears("Severity", true).Free("Severity")).BlankClears.Should().BeEmpty("a column that feeds nothing empties nothing");
    }

    [Fact]
    public void MIG_24_What_has_a_column_of_its_own_is_not_emptied_by_another()
    {
        var mapping = RowDesk.Feeding(new TargetFeed(TargetKeys.ReportSeverity, "Severity at intake")).WithBlankClears("Severity", true);

        PlanTerms.Of(mapping).BlankClears.Should().Equal(TargetKeys.CaseSeverity);
    }

    [Theory]
    [InlineData("Location", true)]
    [InlineData("Assigned To", true)]
    [InlineData("Case Status", false)]
    [InlineData("Date Reported", false)]
    [InlineData("Narrative", false)]
    [InlineData("Reporter Name", false)]
    public void MIG_24_What_a_record_needs_and_what_is_only_added_to_is_never_offered(string column, bool may) =>
        BlankClearing.MayTick(RowDesk.Mapping, column).Should().Be(may);

    [Fact]
    public void MIG_24_A_location_goes_from_case_and_report_and_so_do_its_words() =>
        PlanTerms.Of(RowDesk.Mapping.WithBlankClears("Location", true)).BlankClears.Should().Equal("case.location", "case.location_text", "report.location", "report.location_text");
}
