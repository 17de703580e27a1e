using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>What revealing failing cells, or a row that does not fit its header, asks of a person and leaves behind.</summary>
public sealed class RowRevealTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Canary = "Quillfeather";
    private const string Reason = "Looking which comma parted the text";

    private static readonly FindingGroupKey Group = new(Rules.TooManyCells.Code, Severity.Error, 0);

    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task G7_A_reveal_keeps_its_reason_and_its_place_in_the_trail_and_no_cell(bool ofRow)
    {
        var desk = await DeskAsync();

        (await RevealAsync(desk, desk.Desk.Key, ofRow, $"  {Reason}\n")).IsAllowed.Should().BeTrue();

        var entry = (await EntriesAsync(desk, "ALLOWED")).Should().ContainSingle().Subject;
        entry["reason"]!.GetValue<string>().Should().Be(Reason);
        entry["actor_id"]!.GetValue<string>().Should().Be(desk.Desk.Key.Caller.Id.ToString());
        entry["session_id"]!.GetValue<string>().Should().Be(desk.Desk.Key.Session.ToString());
        entry["entity_id"]!.GetValue<string>().Should().Be(desk.Run.ToString());
        JsonNode.DeepEquals(JsonNode.Parse(entry["detail"]!.GetValue<string>()), JsonNode.Parse(
            ofRow ? """{"view":"finding-row","row":2}""" : """{"code":"MIG-FIL-004","severity":"Error","column":0}""")).Should().BeTrue(entry["detail"]!.GetValue<string>());
        entry.ToJsonString().Should().NotContain(Canary);
    }

    [Theory]
    [InlineData(true, "short")]
    [InlineData(true, "")]
    [InlineData(true, "aaaaaaaaaaaaaaaaaaaa")]
    [InlineData(true, null)]
    [InlineData(false, "short")]
    [InlineData(false, null)]
    public async Task G7_Without_a_reason_that_says_something_nothing_is_revealed_and_the_try_is_an_entry(bool ofRow, string? reason)
    {
        var desk = await DeskAsync();
        reason ??= string.Concat(Enumerable.Repeat("ab ", SessionRules.ReasonMost));

        (await RevealAsync(desk, desk.Desk.Key, ofRow, reason)).Refusal!.Code.Should().Be("reason");

        (await EntriesAsync(desk, "ALLOWED")).Should().BeEmpty();
        var entry = (await EntriesAsync(desk, "REFUSED")).Should().ContainSingle().Subject;
        entry["detail"]!.GetValue<string>().Should().Contain(ofRow ? "\"row\":2" : "MIG-FIL-004");
        (entry["reason"]?.GetValue<string>() ?? "").Length.Should().BeLessThanOrEqualTo(SessionRules.ReasonMost);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MIG_1_Who_may_reveal_but_not_migrate_sees_no_cell_of_a_run_and_leaves_an_entry(bool ofRow)
    {
        var desk = await DeskAsync();
        var support = await world.OperatorAsync(Role.SupportTier2);
        var session = await world.EnterAsync(support, desk.Desk.Tenant);

        (await RevealAsync(desk, new TenantKey(support, session.Id), ofRow, Reason)).Refusal.Should().Be(MigrationRefusals.NotYours);
        (await desk.Rows.SightAsync(new TenantKey(support, session.Id), desk.Run, 2, default)).Refusal.Should().Be(MigrationRefusals.NotYours);

        (await EntriesAsync(desk, "ALLOWED")).Should().BeEmpty();
        (await EntriesAsync(desk, "REFUSED")).Should().ContainSingle();
    }

    [Fact]
    public async Task MIG_16_What_a_masked_look_at_a_row_shows_is_an_entry_of_its_own_with_the_row()
    {
        var desk = await DeskAsync();

        var seen = (await desk.Rows.SightAsync(desk.Desk.Key, desk.Run, 2, default)).Value;

        seen.Source.AsWritten().Should().NotContain(c => c.Contains(Canary, StringComparison.Ordinal));
        (await EntriesAsync(desk, "ALLOWED")).Should().BeEmpty("nothing was revealed");
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where entity_id = $1 and action = 'ViewMigrationRun' and detail::jsonb = '{\"view\":\"finding-row\",\"row\":2}'", desk.Run.ToString()))
            .Should().Be(1);
    }

    private static async Task<Outcome<bool>> RevealAsync(StagedDesk desk, TenantKey key, bool ofRow, string reason)
    {
        if (!ofRow)
            return (await desk.Rows.RevealLinesAsync(key, desk.Run, Group, null, 50, reason, default)).Map(_ => true);
        var shown = await desk.Rows.RevealSightAsync(key, desk.Run, 2, reason, default);
        if (shown.IsAllowed)
            shown.Value.Source.AsWritten().Should().Contain(c => c.Contains(Canary, StringComparison.Ordinal));
        return shown.Map(_ => true);
    }

    private async Task<StagedDesk> DeskAsync()
    {
        string[] cut = [.. RowDesk.Row(("Case Number", "K2"), ("EPRS Report Number", "R2"), ("Narrative", $"Shouting, threats, and {Canary} at a door")), "behind"];
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv([RowDesk.Row(), cut]));
        await desk.ValidateAsync();
        return desk;
    }

    private async Task<IReadOnlyList<JsonNode>> EntriesAsync(StagedDesk desk, string outcome) =>
        [.. (JsonNode.Parse((await database.ValueAsync<string>(
            "select coalesce(jsonb_agg(to_jsonb(e)), '[]')::text from access.audit_entry e where entity_id = $1 and action = 'RevealPersonalData' and outcome = $2", desk.Run.ToString(), outcome))!)!)
            .AsArray().Select(n => n!)];
}
