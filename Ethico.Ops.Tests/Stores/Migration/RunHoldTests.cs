using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>MIG-3 as far as the server decides it: who has the run, and whose save came first.</summary>
public sealed class RunHoldTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    private MigrationRuns Runs => world.Get<MigrationRuns>();

    private MigrationSteps Steps => world.Get<MigrationSteps>();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task MIG_3_A_colleague_sees_state_choices_and_holder_and_may_not_change_them()
    {
        var maria = await RunDesk.OpenAsync(world, name: "Maria Keller");
        var tom = await RunDesk.OpenAsync(world, Role.ImplementationSpecialist, tenant: maria.Tenant);
        var run = await maria.InStateAsync(RunState.Detected);
        await Steps.ConfirmFormatAsync(maria.Key, run, RunActTests.Format(), 0, default);
        await Steps.SaveMappingAsync(maria.Key, run, RunActTests.Mapping("Status"), 0, default);

        var seen = (await Runs.OpenAsync(tom.Key, run, default)).Value;

        (seen.Head.State, seen.Head.Step, seen.Head.Hold.HolderName).Should().Be((RunState.Mapping, 3, "Maria Keller"));
        MappingJson.Read(seen.Mapping!.Json).Value.Unmapped.Should().ContainSingle(u => u.Column == "Status");
        (seen.Mapping.Version, seen.Mapping.SavedBy).Should().Be((1, "Maria Keller"));
        RunJson.Read<FileFormat>(seen.Format!.Json).Columns.Should().Equal("Case Number", "Status");
        (seen.Head.SourceName, seen.Head.Counts.ColumnsTotal, seen.Head.Counts.ColumnsUndecided).Should().Be(("Generic: Old desk", 2, 1));

        var save = await Steps.SaveMappingAsync(tom.Key, run, RunActTests.Mapping(), 1, default);
        save.Refusal!.Code.Should().Be("held");
        var since = seen.Head.Hold.Since.UtcDateTime.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
        save.Refusal.Sentence.Should().Be($"Maria Keller (Implementation manager) has had this run since {since} UTC. Take it over first; what you typed is still here.");
    }

    [Fact]
    public async Task MIG_3_A_live_hold_is_taken_with_a_reason_and_the_first_page_cannot_save_any_more()
    {
        var maria = await RunDesk.OpenAsync(world);
        var tom = await RunDesk.OpenAsync(world, tenant: maria.Tenant, name: "Tom Reed");
        var run = await maria.InStateAsync(RunState.Mapping);

        (await Runs.TakeOverAsync(tom.Key, run, "", default)).Refusal!.Code.Should().Be("reason");
        (await Runs.TakeOverAsync(tom.Key, run, "Maria is on leave today", default)).Value.Hold.Holder.Should().Be(tom.Key.Caller.Id);

        var late = await Steps.SaveMappingAsync(maria.Key, run, RunActTests.Mapping(), 0, default);
        late.Refusal!.Code.Should().Be("held");
        late.Refusal.Sentence.Should().StartWith("Tom Reed (Implementation manager) has had this run since ");
        (await Runs.KeepAsync(maria.Key.Caller, run, default)).Value.Hold.Holder.Should().Be(tom.Key.Caller.Id);
        (await maria.EntriesAsync(AuditAction.TakeOverMigrationRun)).Should().Be(1);
    }

    [Fact]
    public async Task MIG_3_A_hold_lapses_after_two_minutes_without_its_page_and_is_then_anybodys()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var clocked = new World(own);
        var runs = clocked.Get<MigrationRuns>();
        await own.SetClockAsync(new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero));
        var maria = await RunDesk.OpenAsync(clocked);
        var tom = await RunDesk.OpenAsync(clocked, tenant: maria.Tenant);
        var run = (await maria.StartAsync()).Id;

        await own.AdvanceAsync(TimeSpan.FromSeconds(90));
        await runs.KeepAsync(maria.Key.Caller, run, default);
        await own.AdvanceAsync(TimeSpan.FromSeconds(119));
        (await runs.TakeOverAsync(tom.Key, run, null, default)).Refusal!.Code.Should().Be("reason");
        await own.AdvanceAsync(TimeSpan.FromSeconds(1));
        (await runs.TakeOverAsync(tom.Key, run, null, default)).IsAllowed.Should().BeTrue();
    }

    [Fact]
    public async Task A_page_left_behind_in_another_tenant_keeps_no_hold()
    {
        var maria = await RunDesk.OpenAsync(world);
        var run = (await maria.StartAsync()).Id;
        await world.EnterAsync(maria.Key.Caller, await world.TenantAsync("Elsewhere"));
        await database.ExecuteAsync("update migration.runs set renewed_at = '2026-01-01' where id = $1", run.Value);

        await Runs.KeepAsync(maria.Key.Caller, run, default);

        (await database.ValueAsync<DateTime>("select renewed_at from migration.runs where id = $1", run.Value)).Year.Should().Be(2026);
        (await database.ValueAsync<bool>("select renewed_at = '2026-01-01' from migration.runs where id = $1", run.Value)).Should().BeTrue();
    }

    [Fact]
    public async Task MIG_3_A_stale_save_is_refused_and_names_who_saved_and_what()
    {
        var maria = await RunDesk.OpenAsync(world, name: "Maria Keller");
        var run = await maria.InStateAsync(RunState.Mapping);
        await Steps.SaveMappingAsync(maria.Key, run, RunActTests.Mapping("A"), 0, default);

        var stale = await Steps.SaveMappingAsync(maria.Key, run, RunActTests.Mapping("B"), 0, default);

        stale.Refusal!.Code.Should().Be("conflict");
        stale.Refusal.Sentence.Should().Contain("Maria Keller").And.Contain("mapping");
        var kept = (await Runs.OpenAsync(maria.Key, run, default)).Value.Mapping!;
        (kept.Version, kept.Json.Contains("\"A\"", StringComparison.Ordinal)).Should().Be((1, true));
        (await Steps.SaveMappingAsync(maria.Key, run, RunActTests.Mapping("B"), 1, default)).IsAllowed.Should().BeTrue();
        // What was saved before stays: who chose what, when.
        (await Runs.DocumentAsync(maria.Key, run, RunDocumentKind.Mapping, 1, default)).Value!.Json.Should().Contain("\"A\"");
    }

    [Fact]
    public async Task A_mapping_that_moved_on_under_the_page_is_not_confirmed()
    {
        var maria = await RunDesk.OpenAsync(world);
        var run = await maria.InStateAsync(RunState.Mapping);

        (await Steps.ConfirmMappingAsync(maria.Key, run, 1, default)).Refusal!.Code.Should().Be("nothing-saved");
        await Steps.SaveMappingAsync(maria.Key, run, RunActTests.Mapping(), 0, default);
        (await Steps.ConfirmMappingAsync(maria.Key, run, 1, default)).Refusal!.Code.Should().Be("targets-missing");
        await database.ExecuteAsync("update migration.runs set targets_missing = 0 where id = $1", run.Value);
        (await Steps.ConfirmMappingAsync(maria.Key, run, 2, default)).Refusal!.Code.Should().Be("conflict");
        var confirmed = (await Steps.ConfirmMappingAsync(maria.Key, run, 1, default)).Value;
        (confirmed.State, confirmed.MappingVersion).Should().Be((RunState.Validating, 1));
        (await maria.GrantAsync(run, GrantPurpose.Validate)).Should().NotBeNull();
    }

    [Fact]
    public async Task Reopening_a_step_leaves_later_ones_out_of_date_and_ends_the_job_under_way()
    {
        var maria = await RunDesk.OpenAsync(world);
        var run = await maria.InStateAsync(RunState.Validated);
        await Steps.PreviewAsync(maria.Key, run, default);
        var grant = await maria.GrantAsync(run, GrantPurpose.Preview);
        grant.Should().NotBeNull();

        var head = (await Runs.ReopenAsync(maria.Key, run, 3, default)).Value;

        (head.State, head.Step, head.FurthestStep).Should().Be((RunState.Mapping, 3, 5));
        (head.IsOutOfDate(3), head.IsOutOfDate(4), head.IsOutOfDate(5), head.IsOutOfDate(6)).Should().Be((false, true, true, false));
        (await maria.GrantAsync(run, GrantPurpose.Preview)).Should().BeNull();
        (await Runs.ReopenAsync(maria.Key, run, 7, default)).Refusal!.Code.Should().Be("step");
    }
}
