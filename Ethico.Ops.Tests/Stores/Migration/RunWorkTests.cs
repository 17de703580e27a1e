using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>The lease, and the worker that takes it. The stages here are the tests' own.</summary>
public sealed class RunWorkTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private World world = null!;
    private StageOfTest validate = null!;
    private StageOfTest import = null!;
    private StageOfTest rollback = null!;

    private RunLeaseStore Leases => world.Get<RunLeaseStore>();

    private RunWorker Worker => world.Get<RunWorker>();

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        (validate, import, rollback) = (new(RunStage.Validate), new(RunStage.Import), new(RunStage.Rollback));
        world = new World(database, services =>
        {
            // The portal's own stages are other tests' subject.
            foreach (var own in services.Where(s => s.ServiceType == typeof(IRunStage)).ToList())
                services.Remove(own);
            services.AddSingleton<IRunStage>(validate).AddSingleton<IRunStage>(import).AddSingleton<IRunStage>(rollback);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_run_that_asks_for_work_gets_it_with_its_grant_and_moves_on()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await ValidatingAsync(desk);
        validate.Work = (grant, head, _, ct) =>
        {
            (head.Id, head.State, grant.Epoch).Should().Be((run, RunState.Validating, 1));
            return MoveAsync(grant, RunAct.ValidationDone, RunPut.Nothing, ct);
        };

        (await Worker.WorkDueAsync(default)).Should().Be(1);

        (await desk.StateAsync(run)).Should().Be("VALIDATED");
        (await desk.GrantAsync(run, GrantPurpose.Validate)).Should().BeNull();
        (await database.ValueAsync<string>("select actor_id from access.audit_entry where action = 'ValidateMigrationRows' and actor_kind = 'JOB'")).Should().Be("migration-validate");
        (await Worker.WorkDueAsync(default)).Should().Be(0);
    }

    [Fact]
    public async Task A_stage_that_is_refused_goes_back_and_shows_its_cause()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await ValidatingAsync(desk);
        validate.Work = (_, _, _, _) => Task.FromResult<Outcome<Done>>(new Refusal("unreadable", "Line 7 is not closed."));

        await Worker.WorkDueAsync(default);

        var head = (await world.Get<MigrationRuns>().HeadAsync(desk.Key.Caller, run, default)).Value;
        (head.State, head.Cause).Should().Be((RunState.Mapping, new RunCause("unreadable", "Line 7 is not closed.")));
        (await database.ValueAsync<string>("select after from access.audit_entry where action = 'ValidateMigrationRows' and actor_kind = 'JOB'")).Should().Be("""{"state":"MAPPING"}""");
    }

    [Fact]
    public async Task A_stage_that_throws_stops_an_import_and_names_a_number_and_not_the_fault()
    {
        var desk = await RunDesk.OpenAsync(world, writes: true);
        var run = await ImportingAsync(desk);
        import.Work = (_, _, _, _) => throw new InvalidOperationException("Jane Doe");

        await Worker.WorkDueAsync(default);

        var head = (await world.Get<MigrationRuns>().HeadAsync(desk.Key.Caller, run, default)).Value;
        (head.State, head.StoppedFor, head.Cause!.Code).Should().Be((RunState.ImportStopped, StopCause.Fault, "fault"));
        head.Cause.Sentence.Should().NotContain("Jane");
        (await world.Get<MigrationImports>().ResumeAsync(desk.Key, run, default)).IsAllowed.Should().BeTrue();
    }

    [Fact]
    public async Task A_passing_fault_is_tried_again_and_given_up_when_it_does_not_pass()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await ValidatingAsync(desk);
        validate.Work = (_, _, _, _) => Task.FromResult<Outcome<Done>>(AccessRefusals.Busy);

        for (var i = 1; i < RunLeaseStore.FaultsMost; i++)
        {
            (await Worker.WorkDueAsync(default)).Should().Be(1);
            (await desk.StateAsync(run)).Should().Be("VALIDATING");
        }

        await Worker.WorkDueAsync(default);
        (await desk.StateAsync(run)).Should().Be("MAPPING");
    }

    [Fact]
    public async Task An_import_whose_person_lost_the_right_is_paused_and_says_so_and_another_resumes_it()
    {
        var desk = await RunDesk.OpenAsync(world, writes: true);
        var other = await RunDesk.OpenAsync(world, writes: true, tenant: desk.Tenant);
        var run = await desk.InStateAsync(RunState.Previewed);
        await world.Get<MigrationImports>().StartAsync(desk.Key, run, "Harbor & Vale Health", default);
        await database.ExecuteAsync("update access.operator set role = 'SUPPORT_TIER_1' where id = $1", desk.Key.Caller.Id.Value);

        await Worker.WorkDueAsync(default);

        import.Turns.Should().Be(0);
        var head = (await world.Get<MigrationRuns>().HeadAsync(other.Key.Caller, run, default)).Value;
        (head.State, head.Cause!.Code).Should().Be((RunState.ImportPaused, "right-lost"));
        (await world.Get<MigrationImports>().ResumeAsync(other.Key, run, default)).Value.State.Should().Be(RunState.ImportQueued);
        import.Work = (_, _, _, _) => Task.FromResult(Outcome.Done);
        await Worker.WorkDueAsync(default);
        import.Turns.Should().Be(1);
    }

    [Fact]
    public async Task A_rollback_that_lost_its_key_stays_where_it_is_until_a_person_resumes_it()
    {
        var desk = await RunDesk.OpenAsync(world, writes: true);
        var run = await desk.InStateAsync(RunState.RollingBack);

        (await Worker.WorkDueAsync(default)).Should().Be(0);
        (await world.Get<MigrationRollbacks>().ResumeAsync(desk.Key, run, default)).Value.State.Should().Be(RunState.RollingBack);
        rollback.Work = (grant, _, _, ct) => MoveAsync(grant, RunAct.RollbackDone, RunPut.Nothing, ct);
        (await Worker.WorkDueAsync(default)).Should().Be(1);
        (await desk.StateAsync(run)).Should().Be("ROLLED_BACK");
    }

    [Fact]
    public async Task MIG_19_A_silent_worker_is_taken_over_and_what_it_does_after_it_wakes_does_not_commit()
    {
        var desk = await RunDesk.OpenAsync(world, writes: true);
        var run = await ImportingAsync(desk);
        var grant = (await desk.GrantAsync(run, GrantPurpose.Import))!;
        var first = (await Leases.TryTakeAsync(run, RunStage.Import, "first", default))!;
        (await Leases.TryTakeAsync(run, RunStage.Import, "second", default)).Should().BeNull("the first one is at it");

        // The first worker stands still in the middle of a batch, nothing committed, and the second one takes over.
        RunLease? second = null;
        var late = await world.Get<OpsDatabase>().ImportAsync(
            grant with { Epoch = first.Epoch },
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync($"update migration.runs set rows_done = 5000 where id = {run.Value}", token);
                await database.AdvanceAsync(RunLease.Silence + TimeSpan.FromMilliseconds(1));
                second = await Leases.TryTakeAsync(run, RunStage.Import, "second", token);
                return Outcome.Done;
            },
            default);

        second!.Epoch.Should().Be(first.Epoch + 1);
        late.Refusal!.Code.Should().Be("lease-lost");
        (await database.ValueAsync<int>("select rows_done from migration.runs where id = $1", run.Value)).Should().Be(0);
        (await Leases.BeatAsync(first, default)).Value.Should().BeFalse();
        // Nor can it write the run's failure any more.
        (await Leases.FailAsync(first, new JobFire("migration-import", DateTimeOffset.UnixEpoch, "x"), RunCause.Idle, isKeyGone: false, default)).Refusal!.Code.Should().Be("lease-lost");
        (await desk.StateAsync(run)).Should().Be("IMPORTING");

        (await world.Get<OpsDatabase>().ImportAsync(
            grant with { Epoch = second.Epoch },
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync($"update migration.runs set rows_done = 5000 where id = {run.Value}", token);
                return Outcome.Done;
            },
            default)).IsAllowed.Should().BeTrue();
        (await database.ValueAsync<int>("select rows_done from migration.runs where id = $1", run.Value)).Should().Be(5000);
    }

    [Fact]
    public async Task A_beat_keeps_the_lease_and_letting_go_frees_it_at_once()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await ValidatingAsync(desk);
        var lease = (await Leases.TryTakeAsync(run, RunStage.Validate, "first", default))!;

        await database.AdvanceAsync(TimeSpan.FromSeconds(9));
        (await Leases.BeatAsync(lease, default)).Value.Should().BeTrue();
        await database.AdvanceAsync(TimeSpan.FromSeconds(9));
        (await Leases.TryTakeAsync(run, RunStage.Validate, "second", default)).Should().BeNull();

        await Leases.ReleaseAsync(lease, failed: false, default);
        (await Leases.TryTakeAsync(run, RunStage.Validate, "second", default))!.Epoch.Should().Be(2);
    }

    [Fact]
    public async Task Of_many_workers_that_want_a_run_at_once_one_gets_it()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await ValidatingAsync(desk);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Leases.TryTakeAsync(run, RunStage.Validate, $"worker {i}", default)));

        taken.Count(t => t is not null).Should().Be(1);
    }

    [Fact]
    public async Task MIG_17_A_snapshot_writes_nothing_and_a_second_transaction_of_the_same_grant_stores_beside_it()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await desk.InStateAsync(RunState.Validated);
        await world.Get<MigrationSteps>().PreviewAsync(desk.Key, run, default);
        var grant = (await desk.GrantAsync(run, GrantPurpose.Preview))!;
        var doors = world.Get<OpsDatabase>();

        var looked = await doors.RunSnapshotAsync(
            grant,
            async (context, token) =>
            {
                var stored = await doors.RunAsync(
                    grant, async (c, t) => Outcome.Of(await c.Database.ExecuteSqlAsync($"update migration.runs set plan_create = 7 where id = {run.Value}", t)), token);
                stored.Value.Should().Be(1);
                return Outcome.Of(await context.Database.SqlQuery<int>($"""select plan_create as "Value" from migration.runs where id = {run.Value}""").SingleAsync(token));
            },
            default);
        looked.Value.Should().Be(0, "the snapshot is from before");

        var write = await doors.RunSnapshotAsync(
            grant, async (c, t) => Outcome.Of(await c.Database.ExecuteSqlAsync($"update migration.runs set plan_create = 8 where id = {run.Value}", t)), default);
        write.IsAllowed.Should().BeFalse();
        (await database.ValueAsync<int>("select plan_create from migration.runs where id = $1", run.Value)).Should().Be(7);
    }

    [Fact]
    public async Task Time_alone_closes_windows_lapses_requests_and_gives_up_forgotten_runs_each_once()
    {
        var desk = await RunDesk.OpenAsync(world);
        var imported = await desk.InStateAsync(RunState.Imported);
        var requested = await desk.InStateAsync(RunState.RollbackRequested);
        var forgotten = await desk.InStateAsync(RunState.Mapping);
        var stopped = await desk.InStateAsync(RunState.ImportStopped);
        var sweep = world.Get<RunSweepStore>();
        var fire = new JobFire("migration-sweep", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), "x");

        (await sweep.SweepAsync(fire, default)).Value.Should().Be(0);
        await database.AdvanceAsync(TimeSpan.FromHours(24.1));
        (await sweep.SweepAsync(fire, default)).Value.Should().Be(1);
        (await desk.StateAsync(requested)).Should().Be("IMPORTED");

        await database.AdvanceAsync(RunRules.IdleMost);
        (await sweep.SweepAsync(fire, default)).Value.Should().Be(3, "two windows and one forgotten run");
        (await sweep.SweepAsync(fire, default)).Value.Should().Be(0);
        (await desk.StateAsync(forgotten)).Should().Be("ABANDONED");
        (await desk.StateAsync(stopped)).Should().Be("IMPORT_STOPPED");
        (await desk.EntriesAsync(AuditAction.CloseMigrationWindow)).Should().Be(2);

        // A clock set back does not open the window again.
        await database.AdvanceAsync(-TimeSpan.FromDays(31));
        (await world.Get<MigrationRuns>().HeadAsync(desk.Key.Caller, imported, default)).Value.IsWindowOpen.Should().BeFalse();
    }

    private async Task<Outcome<Done>> MoveAsync(RunGrant grant, RunAct act, RunPut put, CancellationToken ct) =>
        (await world.Get<OpsDatabase>().RunAsync(grant, (context, token) => context.MoveByGrantAsync(grant, act, put, new RunOptions(), token), ct)).Map(_ => default(Done));

    private async Task<RunId> ValidatingAsync(RunDesk desk)
    {
        var run = await desk.InStateAsync(RunState.Validated);
        (await world.Get<MigrationSteps>().RevalidateAsync(desk.Key, run, default)).IsAllowed.Should().BeTrue();
        return run;
    }

    private async Task<RunId> ImportingAsync(RunDesk desk)
    {
        var run = await desk.InStateAsync(RunState.Previewed);
        await world.Get<MigrationImports>().StartAsync(desk.Key, run, "Harbor & Vale Health", default);
        await database.ExecuteAsync("update migration.runs set state = 'IMPORTING' where id = $1", run.Value);
        return run;
    }

    private sealed class StageOfTest(RunStage stage) : IRunStage
    {
        public RunStage Stage => stage;

        public int Turns { get; private set; }

        public Func<RunGrant, RunHead, RunLease, CancellationToken, Task<Outcome<Done>>> Work { get; set; } =
            (_, _, _, _) => Task.FromResult(Outcome.Done);

        public Task<Outcome<Done>> WorkAsync(RunGrant grant, RunHead run, RunLease lease, CancellationToken ct)
        {
            Turns++;
            return Work(grant, run, lease, ct);
        }
    }
}
