using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

public sealed class RunsPageTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database);

    public static TheoryData<Role> Outsiders =>
        [.. Enum.GetValues<Role>().Except([Role.ImplementationSpecialist, Role.ImplementationManager, Role.PlatformAdmin])];

    private MigrationRuns Runs => world.Get<MigrationRuns>();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_specialist_sees_the_runs_of_assigned_tenants_and_a_manager_all()
    {
        var manager = await RunDesk.OpenAsync(world);
        var specialist = await RunDesk.OpenAsync(world, Role.ImplementationSpecialist);
        var theirs = (await manager.StartAsync()).Id;
        var own = (await specialist.StartAsync()).Id;

        (await ListAsync(specialist.Key.Caller)).Should().Equal(own);
        (await ListAsync(manager.Key.Caller)).Should().Contain([theirs, own]);
        (await Runs.HeadAsync(specialist.Key.Caller, theirs, default)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await Runs.KeepAsync(specialist.Key.Caller, theirs, default)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        (await world.EntriesAsync("ViewMigrationRun", "REFUSED", specialist.Key.Caller)).Should().Be(2);
    }

    [Fact]
    public async Task Runs_are_found_by_state_tenant_source_and_text_and_paged_newest_first()
    {
        var desk = await RunDesk.OpenAsync(world);
        var tenant = await world.TenantAsync("Öffner & Söhne");
        await world.EnterAsync(desk.Key.Caller, tenant);
        var other = new RunDesk(world, new(desk.Key.Caller, (await world.Get<ImpersonationService>().CurrentAsync(desk.Key.Caller, default)).Value!.Id), tenant);
        var all = new List<RunId>();
        for (var i = 0; i < 5; i++)
            all.Add((await other.StartAsync()).Id);
        await database.ExecuteAsync("update migration.runs set source = 'NAVEX', source_system = 'NAVEX EthicsPoint' where id = $1", all[1].Value);
        await other.PutAsync(all[2], RunState.Mapping);
        var within = new RunFilter(Tenant: tenant);

        (await ListAsync(desk.Key.Caller, within)).Should().Equal(Enumerable.Reverse(all));
        (await ListAsync(desk.Key.Caller, within with { Source = SourceSystem.Navex })).Should().Equal(all[1]);
        (await ListAsync(desk.Key.Caller, within with { State = RunState.Mapping })).Should().Equal(all[2]);
        (await ListAsync(desk.Key.Caller, new RunFilter(Text: "oeffner"))).Should().HaveCount(5);
        var reference = (await Runs.HeadAsync(desk.Key.Caller, all[3], default)).Value.Reference.Text;
        (await ListAsync(desk.Key.Caller, new RunFilter(Text: reference.ToLowerInvariant()))).Should().Equal(all[3]);

        var first = (await Runs.ListAsync(desk.Key.Caller, new(within, Size: 3), default)).Value.Page;
        var rest = (await Runs.ListAsync(desk.Key.Caller, new(within, first.Next, 3), default)).Value.Page;
        first.Items.Concat(rest.Items).Select(r => r.Id).Should().Equal(Enumerable.Reverse(all));
        rest.Next.Should().BeNull();
    }

    [Fact]
    public async Task The_quarters_success_counts_what_was_imported_in_it_and_never_rolled_back()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var clocked = new World(own);
        await own.SetClockAsync(new(2026, 5, 10, 12, 0, 0, TimeSpan.Zero));
        var desk = await RunDesk.OpenAsync(clocked);
        await desk.InStateAsync(RunState.Imported, "completed_at = '2026-04-01T00:00:00Z'");
        await desk.InStateAsync(RunState.Verified, "completed_at = '2026-05-01T00:00:00Z'");
        // Rolled back in part and verified again since: it still was rolled back.
        await desk.InStateAsync(RunState.Verified, "completed_at = '2026-05-02T00:00:00Z', rolled_back_at = '2026-05-03T00:00:00Z'");
        await desk.InStateAsync(RunState.Imported, "completed_at = '2026-03-31T23:59:59Z'");
        await desk.StartAsync();

        var list = (await clocked.Get<MigrationRuns>().ListAsync(desk.Key.Caller, new(RunFilter.Everything), default)).Value;

        list.Quarters.Should().HaveCount(8).And.BeInAscendingOrder(q => q.QuarterFrom);
        list.Quarters[^2].Should().Be(new RunSuccess(new DateOnly(2026, 1, 1), 1, 1), "a run counts in the quarter it was completed in");
        list.Quarters[0].Percent.Should().BeNull();
        var quarter = list.Quarter;
        quarter.Should().Be(new RunSuccess(new DateOnly(2026, 4, 1), 3, 2));
        quarter.Percent.Should().Be(66.6m);
    }

    [Theory]
    [MemberData(nameof(Outsiders))]
    public async Task MIG_1_Who_has_no_right_to_migrations_is_told_not_found_or_not_yours_and_leaves_an_entry(Role role)
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = (await desk.StartAsync()).Id;
        var who = await world.OperatorAsync(role);
        var key = new TenantKey(who, desk.Key.Session);
        var (runs, steps, imports, rollbacks) = (Runs, world.Get<MigrationSteps>(), world.Get<MigrationImports>(), world.Get<MigrationRollbacks>());
        var approvals = world.Get<MigrationImportApprovals>();
        const string words = "A proper reason here";
        List<Refusal?> refusals =
        [
            (await runs.ListAsync(who, new(RunFilter.Everything), default)).Refusal,
            (await runs.HeadAsync(who, run, default)).Refusal,
            (await runs.KeepAsync(who, run, default)).Refusal,
            (await runs.OpenAsync(key, run, default)).Refusal,
            (await runs.DocumentAsync(key, run, RunDocumentKind.Mapping, null, default)).Refusal,
            (await runs.StartAsync(key, null, default)).Refusal,
            (await runs.TakeOverAsync(key, run, words, default)).Refusal,
            (await runs.AbandonAsync(key, run, words, default)).Refusal,
            (await runs.ReopenAsync(key, run, 1, default)).Refusal,
            (await steps.DetectAsync(key, run, default)).Refusal,
            (await steps.ConfirmFormatAsync(key, run, RunActTests.Format(), 0, default)).Refusal,
            (await steps.SaveMappingAsync(key, run, RunActTests.Mapping(), 0, default)).Refusal,
            (await steps.ConfirmMappingAsync(key, run, 1, default)).Refusal,
            (await steps.StopValidationAsync(key, run, default)).Refusal,
            (await steps.RevalidateAsync(key, run, default)).Refusal,
            (await steps.PreviewAsync(key, run, default)).Refusal,
            (await approvals.RequestAsync(key, run, words, words, default)).Refusal,
            (await approvals.ApproveAsync(key, run, words, default)).Refusal,
            (await approvals.DeclineAsync(key, run, words, default)).Refusal,
            (await approvals.WithdrawAsync(key, run, words, default)).Refusal,
            (await imports.StartAsync(key, run, words, default)).Refusal,
            (await imports.WithdrawAsync(key, run, default)).Refusal,
            (await imports.PauseAsync(key, run, default)).Refusal,
            (await imports.ResumeAsync(key, run, default)).Refusal,
            (await imports.CancelAsync(key, run, default)).Refusal,
            (await imports.FinishHereAsync(key, run, default)).Refusal,
            (await rollbacks.RollBackAsync(key, run, words, words, words, default)).Refusal,
            (await rollbacks.RequestAsync(key, run, words, words, words, default)).Refusal,
            (await rollbacks.ApproveAsync(key, run, words, default)).Refusal,
            (await rollbacks.DeclineAsync(key, run, words, default)).Refusal,
            (await rollbacks.WithdrawAsync(key, run, words, default)).Refusal,
            (await rollbacks.ResumeAsync(key, run, default)).Refusal,
        ];

        refusals.Should().AllSatisfy(r => r!.Sentence.Should().Be(AccessRefusals.NotFoundOrNotYours.Sentence));
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where actor_id = $1 and outcome = 'REFUSED'", who.Id.ToString())).Should().Be(refusals.Count);
    }

    [Fact]
    public async Task MIG_1_A_specialist_does_not_approve_and_one_who_is_not_assigned_finds_no_run()
    {
        var desk = await RunDesk.OpenAsync(world);
        var run = await desk.InStateAsync(RunState.RollbackRequested);
        var assigned = await RunDesk.OpenAsync(world, Role.ImplementationSpecialist, tenant: desk.Tenant);
        var stranger = await RunDesk.OpenAsync(world, Role.ImplementationSpecialist);

        (await world.Get<MigrationRollbacks>().ApproveAsync(assigned.Key, run, "x", default)).Refusal!.Sentence.Should().Be(AccessRefusals.NotFoundOrNotYours.Sentence);
        foreach (var key in new[] { stranger.Key, new TenantKey(stranger.Key.Caller, desk.Key.Session) })
        {
            (await Runs.OpenAsync(key, run, default)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
            (await Runs.TakeOverAsync(key, run, "A proper reason here", default)).Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
        }

        (await database.ValueAsync<long>("select count(*) from access.audit_entry where actor_id = $1 and outcome = 'REFUSED'", stranger.Key.Caller.Id.ToString())).Should().Be(4);
    }

    [Fact]
    public async Task MIG_1_In_the_database_too_a_session_of_another_role_opens_no_run()
    {
        // As if a use case had forgotten its gate: the door itself asks for the session's role.
        var desk = await RunDesk.OpenAsync(world);
        var run = (await desk.StartAsync()).Id;
        var support = await RunDesk.OpenAsync(world, Role.SupportAdmin, tenant: desk.Tenant);

        var looked = await support.Database.RunAsync(
            support.Key, run, RunGate.Act(AuditAction.ViewMigrationRun, run), (_, _) => Task.FromResult(Outcome.Done), default);

        looked.Refusal.Should().Be(AccessRefusals.NotFoundOrNotYours);
    }

    private async Task<IEnumerable<RunId>> ListAsync(Caller who, RunFilter? filter = null) =>
        (await Runs.ListAsync(who, new(filter ?? RunFilter.Everything, Size: 100), default)).Value.Page.Items.Select(r => r.Id);
}
