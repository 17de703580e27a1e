using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

public sealed class RunActTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Digest = "89b6b7aa3a3b4ef3d1f6d2ff4d8f46a0c1f3ee0b0a2bb7bd0b0c00e9f0a8a5e3";
    private readonly World world = new(database);

    // What a page can ask for, and the action its entry has.
    private static readonly Dictionary<RunAct, Func<World, TenantKey, RunHead, Task<Outcome<RunHead>>>> Acts = new()
    {
        [RunAct.Detect] = (w, k, r) => w.Get<MigrationSteps>().DetectAsync(k, r.Id, default),
        [RunAct.ConfirmFormat] = (w, k, r) => w.Get<MigrationSteps>().ConfirmFormatAsync(k, r.Id, Format(), 0, default),
        [RunAct.SaveMapping] = (w, k, r) => w.Get<MigrationSteps>().SaveMappingAsync(k, r.Id, Mapping(), 0, default),
        [RunAct.StopValidation] = (w, k, r) => w.Get<MigrationSteps>().StopValidationAsync(k, r.Id, default),
        [RunAct.Revalidate] = (w, k, r) => w.Get<MigrationSteps>().RevalidateAsync(k, r.Id, default),
        [RunAct.Preview] = (w, k, r) => w.Get<MigrationSteps>().PreviewAsync(k, r.Id, default),
        [RunAct.RequestImport] = (w, k, r) => w.Get<MigrationImportApprovals>().RequestAsync(k, r.Id, "Please look at it with me", r.PlanDigest ?? Digest, default),
        [RunAct.StartImport] = (w, k, r) => w.Get<MigrationImports>().StartAsync(k, r.Id, r.TenantName, default),
        [RunAct.WithdrawImport] = (w, k, r) => w.Get<MigrationImports>().WithdrawAsync(k, r.Id, default),
        [RunAct.PauseImport] = (w, k, r) => w.Get<MigrationImports>().PauseAsync(k, r.Id, default),
        [RunAct.ResumeImport] = (w, k, r) => w.Get<MigrationImports>().ResumeAsync(k, r.Id, default),
        [RunAct.CancelImport] = (w, k, r) => w.Get<MigrationImports>().CancelAsync(k, r.Id, default),
        [RunAct.FinishHere] = (w, k, r) => w.Get<MigrationImports>().FinishHereAsync(k, r.Id, default),
        [RunAct.RollBack] = (w, k, r) => w.Get<MigrationRollbacks>().RollBackAsync(k, r.Id, r.Reference.Text, "The client asked for it", r.RollbackPlanDigest ?? Digest, default),
        [RunAct.ResumeRollback] = (w, k, r) => w.Get<MigrationRollbacks>().ResumeAsync(k, r.Id, default),
        [RunAct.WithdrawRollback] = (w, k, r) => w.Get<MigrationRollbacks>().WithdrawAsync(k, r.Id, "It was a mistake of mine", default),
        [RunAct.ReopenUpload] = (w, k, r) => w.Get<MigrationRuns>().ReopenAsync(k, r.Id, 1, default),
        [RunAct.ReopenFormat] = (w, k, r) => w.Get<MigrationRuns>().ReopenAsync(k, r.Id, 2, default),
        [RunAct.ReopenMapping] = (w, k, r) => w.Get<MigrationRuns>().ReopenAsync(k, r.Id, 3, default),
        [RunAct.ReopenValidation] = (w, k, r) => w.Get<MigrationRuns>().ReopenAsync(k, r.Id, 4, default),
        [RunAct.Abandon] = (w, k, r) => w.Get<MigrationRuns>().AbandonAsync(k, r.Id, "Not needed any more", default),
    };

    public static TheoryData<RunState> States => [.. Enum.GetValues<RunState>()];

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [MemberData(nameof(States))]
    public async Task MIG_2_In_each_state_each_act_moves_with_its_entry_or_is_refused_with_one_and_changes_nothing(RunState state)
    {
        var desk = await RunDesk.OpenAsync(world, writes: true);
        // Asks more than a person may in a minute: what is tried here is the table.
        await database.ExecuteAsync("update access.rate_rule set capacity = 100000 where name = 'act'");
        var run = (await desk.StartAsync()).Id;

        foreach (var (act, call) in Acts)
        {
            await database.ExecuteAsync("delete from migration.run_documents");
            await desk.PutAsync(run, state);
            var head = (await world.Get<MigrationRuns>().HeadAsync(desk.Key.Caller, run, default)).Value;
            var expected = RunMoves.Decide(state, act, RunFacts.Of(head, new()));
            var (allowed, refused) = (await EntriesAsync(desk, act, "ALLOWED"), await EntriesAsync(desk, act, "REFUSED"));

            var outcome = await call(world, desk.Key, head);

            if (expected.IsAllowed)
            {
                outcome.IsAllowed.Should().BeTrue($"{act} in {state}: {outcome.Refusal?.Code}");
                outcome.Value.State.Should().Be(expected.Value, act.ToString());
                (await desk.StateAsync(run)).Should().Be(expected.Value.Stored());
                (await EntriesAsync(desk, act, "ALLOWED")).Should().Be(allowed + 1, act.ToString());
            }
            else
            {
                outcome.Refusal!.Code.Should().Be(expected.Refusal.Code, $"{act} in {state}");
                (await desk.StateAsync(run)).Should().Be(state.Stored(), act.ToString());
                (await EntriesAsync(desk, act, "REFUSED")).Should().Be(refused + 1, $"{act} in {state}");
            }
        }
    }

    [Fact]
    public async Task MIG_2_A_fault_between_the_change_and_its_entry_leaves_neither()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        var desk = await RunDesk.OpenAsync(there);
        var run = await desk.InStateAsync(RunState.Uploaded);
        await own.ExecuteAsync(
            """
            create function test.fault() returns trigger language plpgsql as $$ begin raise exception 'a fault'; end $$;
            create trigger fault before insert on access.audit_entry for each row when (new.action = 'DetectMigrationFormat') execute function test.fault();
            """);

        var act = () => there.Get<MigrationSteps>().DetectAsync(desk.Key, run, default);

        await act.Should().ThrowAsync<PostgresException>();
        (await desk.StateAsync(run)).Should().Be("UPLOADED");
        (await own.ValueAsync<long>("select count(*) from access.run_grant")).Should().Be(0);
        (await desk.EntriesAsync(AuditAction.DetectMigrationFormat)).Should().Be(0);
    }

    [Fact]
    public async Task A_run_starts_with_a_reference_of_its_year_and_its_starter_as_holder()
    {
        var desk = await RunDesk.OpenAsync(world, name: "Maria Keller");

        var first = await desk.StartAsync();
        var second = await desk.StartAsync();

        first.State.Should().Be(RunState.Uploading);
        (first.Hold.Holder, first.Hold.HolderName).Should().Be((desk.Key.Caller.Id, "Maria Keller"));
        second.Reference.Text.Should().StartWith($"MIG-{first.CreatedAt.UtcDateTime.Year}-");
        string.CompareOrdinal(second.Reference.Text, first.Reference.Text).Should().BePositive();
        (await desk.EntriesAsync(AuditAction.StartMigrationRun)).Should().Be(2);
    }

    [Theory]
    [InlineData(RunAct.StartImport, RunState.Previewed)]
    [InlineData(RunAct.ResumeImport, RunState.ImportPaused)]
    [InlineData(RunAct.RollBack, RunState.Imported)]
    public async Task An_act_that_hands_out_the_imports_key_is_refused_in_a_Read_session(RunAct act, RunState state)
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await desk.InStateAsync(state);
        var head = (await world.Get<MigrationRuns>().HeadAsync(desk.Key.Caller, run, default)).Value;

        (await Acts[act](world, desk.Key, head)).Refusal!.Code.Should().Be("read-only");
        (await desk.StateAsync(run)).Should().Be(state.Stored());

        await desk.StepUpAsync();
        (await Acts[act](world, desk.Key, head)).IsAllowed.Should().BeTrue();
        (await desk.GrantAsync(run, act is RunAct.RollBack ? GrantPurpose.Rollback : GrantPurpose.Import)).Should().NotBeNull();
    }

    [Fact]
    public async Task An_import_starts_only_with_the_tenants_name_typed()
    {
        var desk = await RunDesk.OpenAsync(world, writes: true);
        var run = await desk.InStateAsync(RunState.Previewed);
        var imports = world.Get<MigrationImports>();

        (await imports.StartAsync(desk.Key, run, "Harbor & Vale", default)).Refusal!.Code.Should().Be("tenant-name");
        (await imports.StartAsync(desk.Key, run, " Harbor & Vale Health ", default)).Value.State.Should().Be(RunState.ImportQueued);
    }

    [Fact]
    public async Task MIG_20_Of_two_imports_in_one_tenant_the_second_is_refused_by_the_index_and_told_who_is_at_it()
    {
        var first = await RunDesk.OpenAsync(world, writes: true, name: "Maria Keller");
        var second = await RunDesk.OpenAsync(world, writes: true, tenant: first.Tenant);
        var running = await first.InStateAsync(RunState.Previewed);
        var waiting = await second.InStateAsync(RunState.Previewed);
        var imports = world.Get<MigrationImports>();

        var both = await Task.WhenAll(
            imports.StartAsync(first.Key, running, "Harbor & Vale Health", default), imports.StartAsync(second.Key, waiting, "Harbor & Vale Health", default));

        both.Count(o => o.IsAllowed).Should().Be(1);
        var refusal = both.Single(o => !o.IsAllowed).Refusal!;
        var winner = both.Single(o => o.IsAllowed).Value;
        refusal.Code.Should().Be("tenant-busy");
        refusal.Sentence.Should().Contain(winner.Reference.Text).And.Contain(winner.Hold.HolderName);
        (await first.EntriesAsync(AuditAction.StartMigrationImport)).Should().Be(1);
        (await first.EntriesAsync(AuditAction.StartMigrationImport, "REFUSED")).Should().Be(1);

        // A stopped run does not hold the tenant.
        await first.PutAsync(winner.Id, RunState.ImportStopped);
        var (other, run) = winner.Id == running ? (second, waiting) : (first, running);
        (await imports.StartAsync(other.Key, run, "Harbor & Vale Health", default)).IsAllowed.Should().BeTrue();
    }

    [Fact]
    public async Task MIG_29_At_the_last_instant_of_the_window_a_rollback_starts_and_at_its_end_it_does_not()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var clocked = new World(own);
        var completed = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        await own.SetClockAsync(completed.AddHours(167.9));
        var desk = await RunDesk.OpenAsync(clocked, writes: true);
        var run = await desk.InStateAsync(RunState.Imported, "completed_at = '2026-03-01T10:00:00Z'");
        var head = (await clocked.Get<MigrationRuns>().HeadAsync(desk.Key.Caller, run, default)).Value;

        await own.SetClockAsync(completed + RunRules.Window);
        (await Acts[RunAct.RollBack](clocked, desk.Key, head)).Refusal!.Code.Should().Be("window-over");

        await own.SetClockAsync(completed + RunRules.Window - TimeSpan.FromMilliseconds(1));
        (await Acts[RunAct.RollBack](clocked, desk.Key, head)).Value.State.Should().Be(RunState.RollingBack);
    }

    [Fact]
    public async Task MIG_29_Above_the_threshold_another_person_approves_exactly_the_preview_that_was_asked_for()
    {
        var asking = await RunDesk.OpenAsync(world, writes: true);
        var approving = await RunDesk.OpenAsync(world, writes: true, tenant: asking.Tenant);
        var run = await asking.InStateAsync(RunState.Imported, "rows_created = 10001, rollback_digest = null");
        var head = (await world.Get<MigrationRuns>().HeadAsync(asking.Key.Caller, run, default)).Value;
        var rollbacks = world.Get<MigrationRollbacks>();
        var digest = head.RollbackPlanDigest!;

        (await rollbacks.RollBackAsync(asking.Key, run, head.Reference.Text, "The client asked for it", digest, default)).Refusal!.Code.Should().Be("second-person");
        (await rollbacks.RequestAsync(asking.Key, run, "MIG-2020-00001", "The client asked for it", digest, default)).Refusal!.Code.Should().Be("reference");
        (await rollbacks.RequestAsync(asking.Key, run, head.Reference.Text, "The client asked for it", Digest, default)).Refusal!.Code.Should().Be("preview-changed");
        (await rollbacks.RequestAsync(asking.Key, run, head.Reference.Text, "The client asked for it", digest, default)).Value.Request!.By.Should().Be(asking.Key.Caller.Id);

        (await rollbacks.ApproveAsync(asking.Key, run, digest, default)).Refusal!.Code.Should().Be("own-request");
        (await rollbacks.DeclineAsync(asking.Key, run, "Better not, I think now", default)).Refusal!.Code.Should().Be("own-request");
        await database.ExecuteAsync("update migration.runs set rollback_plan_digest = sha256('another') where id = $1", run.Value);
        (await rollbacks.ApproveAsync(approving.Key, run, digest, default)).Refusal!.Code.Should().Be("preview-changed");
        await database.ExecuteAsync("update migration.runs set rollback_plan_digest = sha256('plan') where id = $1", run.Value);
        (await rollbacks.ApproveAsync(approving.Key, run, digest, default)).Value.State.Should().Be(RunState.RollingBack);
    }

    private static Task<long> EntriesAsync(RunDesk desk, RunAct act, string outcome) => desk.World.Database.ValueAsync<long>(
        "select count(*) from access.audit_entry where action = $1 and outcome = $2 and actor_id = $3",
        act.Rule().Action.ToString(), outcome, desk.Key.Caller.Id.ToString());

    internal static FormatConfirmed Format(params string[] columns) =>
        new(new FileFormat { Kind = FileKind.Delimited, Columns = columns.Length == 0 ? ["Case Number", "Status"] : columns }, SourceSystem.Generic, "Old desk");

    internal static MigrationMapping Mapping(params string[] ignored) => new()
    {
        Source = "Generic",
        SourceLabel = "Old desk",
        Unmapped = [.. ignored.Select(c => new UnmappedColumn(c, UnmappedChoice.Ignore))],
    };
}
