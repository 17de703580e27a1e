using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>What goes wrong while the worker writes: kills, pauses, lost rights, second starters, what changes behind the plan's back.</summary>
public sealed class FaultWalkTests : IAsyncLifetime
{
    private const int Rows = 100;

    private TestDatabase database = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync();
        world = new World(database, services => services.AddSingleton(new ImportOptions { BatchRows = 10, RollbackRecords = 10 }));
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task MIG_19_B1_B2_Killed_at_25_seeded_moments_import_and_rollback_end_as_undisturbed_ones_do()
    {
        var calm = await PreviewedAsync("Calm client");
        await calm.ImportAsync();
        var expected = await PictureAsync(calm);
        var walk = await PreviewedAsync("Client of a restless machine");
        var before = await TenantTables.DigestAsync(database, walk.Tenant);
        await SeededDeath.AtAsync(database, 20260615, kills: 25, within: 70);

        await walk.StartImportAsync();
        await ToTheEndAsync(walk, RunState.Imported, () => world.Get<MigrationImports>().ResumeAsync(walk.Key, walk.Run, default));

        (await PictureAsync(walk)).Should().Be(expected);
        (await walk.VerifyAsync()).Figures.Should().BeEquivalentTo(new { SourceRows = Rows, Created = Rows, LiveRecords = Rows, IsBalanced = true });
        var preview = await walk.PreviewRollbackAsync();
        _ = (await world.Get<MigrationRollbacks>().RollBackAsync(walk.Key, walk.Run, walk.Head.Reference.Text, "The client asked to begin again", preview.Digest, default)).Value;
        await ToTheEndAsync(walk, RunState.RolledBack, () => world.Get<MigrationRollbacks>().ResumeAsync(walk.Key, walk.Run, default));

        (await TenantTables.DigestAsync(database, walk.Tenant)).Should().Be(before);
        (await SeededDeath.CountAsync(database)).Should().Be(25);
    }

    [Fact]
    public async Task MIG_21_Paused_and_resumed_an_import_comes_to_the_same_sheet()
    {
        var walk = await PreviewedAsync("Client who pauses");
        await using var gate = await BatchGate.CloseAsync(database, 20);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);
        (await world.Get<MigrationImports>().PauseAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeTrue();
        await gate.OpenAsync();
        await work;

        (await walk.InAsync(RunState.ImportPaused)).Counts.Should().BeEquivalentTo(new { RowsDone = 30, RowsCreated = 30 }, "it ends the batch it was in and no more");
        (await world.Get<MigrationImports>().ResumeAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeTrue();
        await walk.WorkAsync();
        await walk.InAsync(RunState.Imported);
        (await walk.VerifyAsync()).Figures.Should().BeEquivalentTo(new { SourceRows = Rows, Created = Rows, Skipped = 0, IsBalanced = true });
    }

    [Fact]
    public async Task MIG_21_B17_Cancelled_and_finished_here_the_rest_counts_as_skipped_and_the_sheet_balances()
    {
        var walk = await PreviewedAsync("Client who cancels");
        var before = await TenantTables.DigestAsync(database, walk.Tenant);
        await using var gate = await BatchGate.CloseAsync(database, 40);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);
        (await world.Get<MigrationImports>().CancelAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeTrue();
        await gate.OpenAsync();
        await work;

        var stopped = await walk.InAsync(RunState.ImportStopped);
        (stopped.StoppedFor, stopped.Cause!.Sentence).Should().Be((StopCause.Cancelled, "Cancelled after 50 of 100 rows."));
        (await world.Get<MigrationImports>().FinishHereAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeTrue();
        (await walk.InAsync(RunState.Imported)).CompletedAt.Should().NotBeNull();
        var sheet = await walk.VerifyAsync();
        sheet.Figures.Should().BeEquivalentTo(new { SourceRows = Rows, Created = 50, Skipped = 50, LiveRecords = 50, IsBalanced = true });
        sheet.Figures.Reasons.Should().Equal(new Dictionary<string, int> { ["SKIP FINISHED_HERE"] = 50 });
        await walk.RollBackAsync();
        (await TenantTables.DigestAsync(database, walk.Tenant)).Should().Be(before);
    }

    [Fact]
    public async Task MIG_28_B10_A_cancelled_import_is_rolled_back_without_being_finished()
    {
        var walk = await PreviewedAsync("Client who thinks again");
        var before = await TenantTables.DigestAsync(database, walk.Tenant);
        await using var gate = await BatchGate.CloseAsync(database, 40);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);
        (await world.Get<MigrationRollbackPlans>().PreviewAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeFalse("an import is running");
        _ = await world.Get<MigrationImports>().CancelAsync(walk.Key, walk.Run, default);
        await gate.OpenAsync();
        await work;
        await walk.InAsync(RunState.ImportStopped);

        await walk.RollBackAsync();
        (await TenantTables.DigestAsync(database, walk.Tenant)).Should().Be(before);
    }

    [Fact]
    public async Task B16_A_right_taken_in_the_middle_pauses_the_import_and_another_person_goes_on()
    {
        var walk = await PreviewedAsync("Client of a leaver");
        await using var gate = await BatchGate.CloseAsync(database, 20);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);
        await database.ExecuteAsync("update access.operator set role = 'SUPPORT_TIER_2' where id = $1", walk.Key.Caller.Id.Value);
        await gate.OpenAsync();
        await work;

        var colleague = await world.OperatorAsync(Role.ImplementationManager, "Freya Nordahl");
        var head = (await world.Get<MigrationRuns>().HeadAsync(colleague, walk.Run, default)).Value;
        (head.State, head.Cause!.Code).Should().Be((RunState.ImportPaused, "right-lost"));
        head.Counts.RowsCreated.Should().BeInRange(20, 30);
        var session = await world.EnterAsync(colleague, walk.Tenant);
        var key = new TenantKey(colleague, session.Id);
        _ = (await world.Get<ImpersonationService>().StepUpAsync(colleague, session.Id, "Going on with the import", default)).Value;
        _ = (await world.Get<MigrationImports>().ResumeAsync(key, walk.Run, default)).Value;
        await walk.WorkAsync();
        (await world.Get<MigrationRuns>().HeadAsync(colleague, walk.Run, default)).Value.Should().BeEquivalentTo(new { State = RunState.Imported, Counts = new { RowsCreated = Rows } });
    }

    [Fact]
    public async Task B5_B6_MIG_20_Fifty_clicks_start_one_import_and_a_second_run_of_the_tenant_is_told_who_is_at_it()
    {
        var walk = await PreviewedAsync("Client of many clicks");
        var second = await RunWalk.EnterAsync(world, walk.Tenant);
        await ToPreviewedAsync(second);

        var clicks = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => world.Get<MigrationImports>().StartAsync(walk.Key, walk.Run, walk.Head.TenantName, default)));
        clicks.Count(c => c.IsAllowed).Should().Be(1);
        (await database.ValueAsync<long>("select count(*) from access.run_grant where run_id = $1 and purpose = 'IMPORT'", walk.Run.Value)).Should().Be(1);

        var refused = await world.Get<MigrationImports>().StartAsync(second.Key, second.Run, second.Head.TenantName, default);
        refused.IsAllowed.Should().BeFalse();
        refused.Refusal!.Sentence.Should().Contain(walk.Head.Reference.Text);
        await walk.WorkAsync();
        await walk.InAsync(RunState.Imported);
        (await world.Get<MigrationImports>().StartAsync(second.Key, second.Run, second.Head.TenantName, default)).IsAllowed.Should().BeTrue();
        await second.WorkAsync();
        // Its plan was to create what is there by now.
        (await second.InAsync(RunState.ImportStopped)).StoppedFor.Should().Be(StopCause.Drift);
        (await second.PreviewAsync()).Counts.Should().Be(new PlanCounts(0, 0, 0, Rows, 0));
    }

    [Fact]
    public async Task MIG_18_What_changes_after_the_preview_stops_the_worker_with_nothing_written_and_names_it()
    {
        var walk = await PreviewedAsync("Client who tidies up");
        await database.ExecuteAsync("update platform.categories set is_active = false where organization_id = $1 and name = 'Theft'", walk.Tenant.Value);
        var before = await TenantTables.DigestAsync(database, walk.Tenant);

        await walk.StartImportAsync();
        await walk.WorkAsync();

        (await walk.InAsync(RunState.ImportStopped)).StoppedFor.Should().Be(StopCause.Drift);
        (await TenantTables.DigestAsync(database, walk.Tenant)).Should().Be(before);
        (await world.Get<MigrationPlanViews>().DriftAsync(walk.Key, walk.Run, default)).Value.Should().NotBeEmpty().And.OnlyContain(d => d.Cause == "GONE");
        (await world.Get<MigrationImports>().ResumeAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeFalse("drift wants a new preview");
        await database.ExecuteAsync("update platform.categories set is_active = true where organization_id = $1", walk.Tenant.Value);
        (await walk.PreviewAsync()).Counts.Should().Be(new PlanCounts(Rows, 0, 0, 0, 0));
        await walk.ImportAsync();
    }

    private async Task<RunWalk> PreviewedAsync(string client)
    {
        var tenant = await world.TenantAsync(client);
        await ClientOffice.MakeAsync(database, tenant);
        var walk = await RunWalk.EnterAsync(world, tenant);
        await ToPreviewedAsync(walk);
        return walk;
    }

    private async Task ToPreviewedAsync(RunWalk walk)
    {
        var queue = await WalkTenant.FallbackQueueAsync(database, walk.Tenant);
        await walk.ToValidatedAsync("cases.csv", File(), view => view.Mapping with { FallbackQueue = queue });
        (await walk.GroupsAsync()).Where(g => g.Key.Severity is Severity.Error).Should().BeEmpty();
        await walk.AcceptWarningsAsync();
        (await walk.PreviewAsync()).Counts.Total.Should().Be(Rows);
    }

    // As many turns as it takes; given up on by the worker, a person lets it go on.
    private static async Task ToTheEndAsync(RunWalk walk, RunState end, Func<Task<Outcome<RunHead>>> resume)
    {
        for (var times = 0; times < 60; times++)
        {
            await walk.WorkAsync();
            var state = (await walk.LookAsync()).State;
            if (state == end)
                return;
            _ = (await resume()).Value;
        }

        throw new TimeoutException($"It stays {walk.Head.State}: {walk.Head.Cause?.Sentence}");
    }

    private Task<string?> PictureAsync(RunWalk walk) => database.ValueAsync<string>(
        """
        select (select string_agg(concat_ws('|', c.reference_number, c.status, c.outcome, c.source_record_id, r.details, r.reference_number, g.name, (select string_agg(p.full_name, ',' order by p.full_name)
                from platform.case_persons x join platform.persons p on p.organization_id = x.organization_id and p.id = x.person_id where x.case_id = c.id)), ';' order by c.reference_number)
            from platform.cases c join platform.case_reports x on x.case_id = c.id join platform.reports r on r.id = x.report_id join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id
            where c.migration_run_id = $1)
            || (select count(*) from platform.persons where migration_run_id = $1) || '/' || (select count(*) from migration.ledger where run_id = $1)
            || '/' || (select count(*) from migration.source_keys where run_id = $1)
        """, walk.Run.Value);

    private static byte[] File()
    {
        var text = new StringBuilder("Case Number,EPRS Report Number,Case Status,Issue Type,Date Reported,Date Closed,Narrative,Accused Name,Assigned To\n");
        string[] kinds = ["Harassment", "Theft", "Fraud"];
        for (var i = 1; i <= Rows; i++)
            text.Append(CultureInfo.InvariantCulture, $"K-{i:000},{88_000 + i},{(i % 4 == 0 ? "Closed - Substantiated" : "In Progress")},{kinds[i % 3]},2023-01-{1 + (i % 28):00},{(i % 4 == 0 ? "2023-03-01" : "")},What happened in number {i} of the list,{(i % 5 == 0 ? $"Person {i}" : "")},lead.a@client.example\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
