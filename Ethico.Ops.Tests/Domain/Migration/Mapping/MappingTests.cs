using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>The mapping as a document, and its checks in words.</summary>
public sealed class MappingTests
{
    [Fact]
    public void MIG_30_A_mapping_reads_back_as_it_was_written()
    {
        var mapping = RowDesk.Mapping with
        {
            Feeds = [.. RowDesk.Mapping.Feeds, new("custom.Größe", ["Case Number"], [new TrimTransform(), new SplitPartTransform("-", 2)])],
            Unmapped = [new("Extra", UnmappedChoice.Notes)],
            Leads = [new("somebody", null)],
            Numbers = new(false, "N-"),
            BlankClears = ["Severity"],
        };
        var read = MappingJson.Read(MappingJson.Write(mapping));
        read.Value.Should().BeEquivalentTo(mapping);
        MappingJson.Write(read.Value).Should().Be(MappingJson.Write(mapping));
    }

    [Theory]
    [InlineData("nonsense", "mapping-unreadable")]
    [InlineData("""{"source":"x","schemaVersion":2}""", "mapping-schema")]
    [InlineData("""{"source":"x","surprise":1}""", "mapping-unreadable")]
    [InlineData("""{"source":"x","feeds":[{"target":"case.status","sourceColumns":["a"],"transforms":[{"name":"launchMissiles"}]}]}""", "transform-unknown")]
    public void MIG_12_A_document_that_is_no_mapping_is_refused_in_words(string json, string code) =>
        MappingJson.Read(json).Refusal!.Code.Should().Be(code);

    [Fact]
    public void MIG_12_Everything_wrong_is_named_at_its_field()
    {
        MappingChecks.Of(RowDesk.Mapping, RowDesk.Header).Should().BeEmpty();
        Codes(RowDesk.Mapping with { Feeds = [.. RowDesk.Mapping.Feeds, new("case.category", "Location")] }).Should().Equal("target-twice");
        Codes(RowDesk.Without(TargetKeys.ReportDetails)).Should().Equal("target-missing", "column-undecided");
        Codes(RowDesk.Mapping with { Dates = [RowDesk.Mapping.Dates[0]] }).Should().Equal("date-unconfirmed");
        Codes(RowDesk.Feeding(new TargetFeed(TargetKeys.LocationCode, ["Location"], [new ConstantTransform(new string('x', 51))]))).Should().Equal("text-too-long");
        Codes(RowDesk.Feeding(new TargetFeed("case.nowhere", "Location"))).Should().Equal("target-unknown");
        Codes(RowDesk.Feeding(new TargetFeed(TargetKeys.LocationCity, "Town"))).Should().Equal("column-unknown");
        Codes(RowDesk.Mapping with { Zone = "Mars/Olympus" }).Should().Equal("zone-unknown");
        Codes(RowDesk.Mapping with { FallbackQueue = null }).Should().Equal("fallback-queue");
        Codes(RowDesk.Mapping with { RowKey = new([]) }).Should().Contain("key-columns");
    }

    [Theory]
    [InlineData("Closed - pending", "OPEN", true)]
    [InlineData("GESCHLOSSEN", "IN_REVIEW", true)]
    [InlineData("Abgeschlossen / offen", "NEW", true)]
    [InlineData("Not closed", "OPEN", false)]
    [InlineData("Closed", "CLOSED", false)]
    public void MIG_11_No_map_turns_a_closed_value_into_an_open_status(string word, string status, bool isRefused)
    {
        var mapping = RowDesk.Mapping with { ValueMaps = [new(TargetKeys.CaseStatus, [new(word, status)]), .. RowDesk.Mapping.ValueMaps.Skip(1)] };
        Codes(mapping).Should().Equal(isRefused ? ["map-closed"] : []);
    }

    private static IEnumerable<string> Codes(MigrationMapping mapping) => MappingChecks.Of(mapping, RowDesk.Header).Select(f => f.Code);
}
