using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>The worked example of migration.md 10, row by row.</summary>
public sealed class SixRowTests
{
    [Fact]
    public void MIG_15_The_six_rows_break_exactly_what_section_10_says()
    {
        var mapper = RowDesk.Mapper();
        var found = RowDesk.SixRows.SelectMany((cells, i) =>
        {
            mapper.Map(new SourceRow(i + 1, i + 2, cells, null), i + 1, 1, RowFixes.None);
            return mapper.Findings.Items.Select(f => $"{f.Row} {RowDesk.Told(f)}").ToArray();
        }).ToArray();

        found.Should().BeEquivalentTo(
            "3 E MIG-ANO-001 Reporter Name", "5 E MIG-DAT-001 Date Reported", "4 W MIG-REF-001 Assigned To", "6 W MIG-REF-004 Location",
            "5 I MIG-STA-005", "5 I MIG-REF-003 Assigned To", "6 I MIG-ANO-004");
        mapper.RunFindings().Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, "CLOSED", "SUBSTANTIATED", "HIGH", "2023-03-04T05:00:00Z", "2023-05-10T04:00:00Z", "IDENTIFIED", "CLOSED")]
    [InlineData(1, "CLOSED", "DISMISSED", "LOW", "2023-04-05T04:00:00Z", "2023-04-20T04:00:00Z", "ANONYMOUS", null)]
    [InlineData(2, "IN_PROGRESS", null, "MEDIUM", "2023-06-07T04:00:00Z", null, "ANONYMOUS", "ACTIVE")]
    [InlineData(3, "ON_HOLD", null, "HIGH", "2023-07-08T04:00:00Z", null, "IDENTIFIED", null)]
    [InlineData(5, "NEW", null, "CRITICAL", "2023-08-09T04:00:00Z", null, "UNKNOWN", null)]
    public void MIG_15_The_six_rows_become_what_section_10_says(
        int at, string status, string? outcome, string? severity, string received, string? closed, string reporter, string? investigation)
    {
        var row = RowDesk.Mapper().Map(new SourceRow(at + 1, at + 2, RowDesk.SixRows[at], null), at + 1, 1, RowFixes.None);

        row.Status.Should().Be(status);
        row.Outcome.Should().Be(outcome);
        row.CaseSeverity.Should().Be(severity);
        row.ReceivedAt.Should().Be(DateTimeOffset.Parse(received, System.Globalization.CultureInfo.InvariantCulture));
        row.OpenedAt.Should().Be(row.ReceivedAt);
        row.ReceivedPrecision.Should().Be("DAY");
        row.ClosedAt.Should().Be(closed is null ? null : DateTimeOffset.Parse(closed, System.Globalization.CultureInfo.InvariantCulture));
        row.ReporterType.Should().Be(reporter);
        row.Investigation?.Status.Should().Be(investigation);
        (row.Investigation is null).Should().Be(investigation is null);
        row.CaseReference.Should().Be(row.RowKey);
        row.ReportReference.Should().Be($"8800{at + 1}");
        row.People.Should().HaveCount(reporter is "IDENTIFIED" ? 1 : 0, "an anonymous reporter becomes no person");
    }

    [Fact]
    public void MIG_15_Leads_fall_to_the_queue_and_keep_what_the_source_called_them()
    {
        var mapper = RowDesk.Mapper();
        var known = mapper.Map(new SourceRow(1, 2, RowDesk.SixRows[0], null), 1, 1, RowFixes.None);
        known.HandlerId.Should().Be(RowDesk.LeadA);
        known.QueueId.Should().BeNull();
        var unknown = mapper.Map(new SourceRow(4, 5, RowDesk.SixRows[3], null), 4, 1, RowFixes.None);
        unknown.HandlerId.Should().BeNull();
        unknown.QueueId.Should().Be(RowDesk.Queue);
        unknown.LeadSourceText.Should().Be("nobody@client.example");
    }

    [Fact]
    public void MIG_15_Row_5_skipped_row_3_dropped_leaves_no_error()
    {
        var mapper = RowDesk.Mapper();
        var column = Array.IndexOf(RowDesk.Header, "Reporter Name") + 1;
        RowDesk.Broken(mapper, RowDesk.SixRows[2], new RowFixes(new Dictionary<int, string> { [column] = "" })).Should().BeEmpty();
        mapper.HidesCells.Should().BeTrue("the file still names the reporter");
    }
}
