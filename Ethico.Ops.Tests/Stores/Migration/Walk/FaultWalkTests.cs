using System.Globalization;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
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
    public async Task B4_A_backend_that_freezes_in_the_batch_is_given_up_and_the_batch_done_again_once()
    {
        await using var hasty = new World(database, services => services.AddSingleton(new ImportOptions { BatchRows = 10, BatchTimeout = TimeSpan.FromSeconds(1) }));
        var walk = await PreviewedAsync(hasty, "Client behind a frozen line");
        await using var gate = await BatchGate.CloseAsync(database, 40);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);
        var frozen = await database.ValueAsync<int>("select pid from pg_locks where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())");
        await SignalAsync("-STOP", frozen);
        try
        {
            await work;
            (await database.ValueAsync<int>("select next_position from migration.progress where run_id = $1", walk.Run.Value)).Should().Be(41, "nothing of the batch stands, and nothing before it is lost");
        }
        finally
        {
            await SignalAsync("-CONT", frozen);
        }

        // It hears that it was cancelled, and rolls back.
        for (var i = 0; i < 600 && await database.ValueAsync<bool>("select exists (select from pg_stat_activity where pid = $1)", frozen); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        await gate.OpenAsync();
        await ToTheEndAsync(walk, RunState.Imported, () => hasty.Get<MigrationImports>().ResumeAsync(walk.Key, walk.Run, default));
        (await walk.VerifyAsync()).Figures.Should().BeEquivalentTo(new { SourceRows = Rows, Created = Rows, LiveRecords = Rows, IsBalanced = true });
    }

    [Fact]
    public async Task B3_After_an_immediate_restart_of_the_server_in_a_batch_the_whole_batches_stand_and_the_rest_follows_once()
    {
        var folder = Directory.CreateTempSubdirectory("ops-b3-").FullName;
        var options = new LocalPostgresOptions(Path.Combine(folder, "pg")) { PackageFolders = [PostgresServer.PackageFolder] };
        var server = await LocalPostgres.StartAsync(options, NullLogger<LocalPostgres>.Instance, default);
        try
        {
            await new DatabaseMigrator(SchemaMigration.All, NullLogger<DatabaseMigrator>.Instance).MigrateAsync(server.Connections.Admin!, default);
            var own = TestDatabase.Over(server.Connections);
            await using var here = new World(own, services => services.AddSingleton(new ImportOptions { BatchRows = 10 }));
            var walk = await PreviewedAsync(here, "Client of a server that restarts");
            var gate = await BatchGate.CloseAsync(own, 40);
            await walk.StartImportAsync();
            var work = walk.WorkAsync();
            await gate.ReachedAsync(work);

            // SIGQUIT to the postmaster is its immediate shutdown: no backend says goodbye, and the start recovers from the log.
            await SignalAsync("-QUIT", server.ProcessId!.Value);
            await work.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
            await server.DisposeAsync();
            foreach (var used in (string[])[own.AppConnectionString, own.AdminConnectionString])
            {
                await using var connection = new NpgsqlConnection(used);
                NpgsqlConnection.ClearPool(connection);
            }

            server = await LocalPostgres.StartAsync(options, NullLogger<LocalPostgres>.Instance, default);
            server.Connections.App.Should().Be(own.AppConnectionString);
            await own.ExecuteAsync("truncate test.gate");
            (await own.ValueAsync<int>("select next_position from migration.progress where run_id = $1", walk.Run.Value)).Should().Be(41, "whole batches, and staging that outlives a crash");
            (await own.ValueAsync<long>("select count(*) from platform.cases where migration_run_id = $1", walk.Run.Value)).Should().Be(40);
            // Connections of before are found dead one by one; each is a refusal that passes.
            for (var i = 0; i < 20 && !(await here.Get<MigrationRuns>().HeadAsync(walk.Key.Caller, walk.Run, default)).IsAllowed; i++)
                await here.Get<RunWorker>().WorkDueAsync(default);
            // As ten seconds of silence would.
            await own.ExecuteAsync("update migration.leases set worker = null");
            await ToTheEndAsync(walk, RunState.Imported, () => here.Get<MigrationImports>().ResumeAsync(walk.Key, walk.Run, default));
            (await walk.VerifyAsync()).Figures.Should().BeEquivalentTo(new { SourceRows = Rows, Created = Rows, LiveRecords = Rows, IsBalanced = true });
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
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
        sheet.Figures.Rows.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("SKIP FINISHED_HERE", new SheetRows("51-100", 0)));
        (await world.Get<MigrationPlanViews>().ProgressAsync(walk.Key, walk.Run, default)).Value.Should().BeEquivalentTo(
            new { TotalRows = Rows, Done = Rows, Created = 50, Skipped = 50 }, "what is left out by finishing here is accounted for");
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

    [Fact]
    public async Task MIG_27_Each_failed_row_wants_a_note_of_its_own_or_one_that_was_meant_for_all_of_its_kind()
    {
        var walk = await PreviewedAsync("Client with three odd rows");
        await database.ExecuteAsync("alter table platform.cases add constraint no_sevens check (reference_number not in ('K-007', 'K-017', 'K-027')) not valid");
        await walk.ImportAsync();
        var sheets = world.Get<MigrationSheets>();
        var sheet = (await sheets.CountAsync(walk.Key, walk.Run, default)).Value;
        foreach (var sample in sheet.Samples)
            _ = (await sheets.JudgeAsync(walk.Key, walk.Run, sample.Position, matches: true, note: null, default)).Value;
        foreach (var subject in sheet.Figures.Lines.Where(l => l.Difference != 0).Select(l => l.Subject))
            _ = (await sheets.NoteAsync(walk.Key, walk.Run, subject, "Because of the failed rows", default)).Value;
        sheet = (await sheets.ReadAsync(walk.Key, walk.Run, default)).Value;
        sheet.Unexplained.Should().Equal("ROW 7", "ROW 17", "ROW 27");
        var reason = sheet.Figures.Reasons.Keys.Single(SheetFigures.IsFailure);
        SignOff sign = new(sheet.Digest, "All rows are accounted for");

        (await sheets.NoteAsync(walk.Key, walk.Run, reason, "One word for the kind alone", default)).IsAllowed.Should().BeFalse();
        _ = (await sheets.NoteAsync(walk.Key, walk.Run, "ROW 17", "The client types this one by hand", default)).Value;
        (await sheets.SignAsync(walk.Key, walk.Run, sign, default)).Refusal!.Sentence.Should().StartWith("2 failed rows");
        (await sheets.NoteRowsAsync(walk.Key, walk.Run, reason, new string('x', 2_001), default)).Refusal!.Code.Should().Be("note-long");
        (await sheets.NoteRowsAsync(walk.Key, walk.Run, reason, "Sevens are kept in the old system", default)).Value.Should().Be(2);

        (await sheets.ReadAsync(walk.Key, walk.Run, default)).Value.Notes.Should().Contain("ROW 17", "The client types this one by hand").And.Contain("ROW 7", "Sevens are kept in the old system");
        (await sheets.SignAsync(walk.Key, walk.Run, sign, default)).IsAllowed.Should().BeTrue();
    }

    private Task<RunWalk> PreviewedAsync(string client) => PreviewedAsync(world, client);

    private static async Task<RunWalk> PreviewedAsync(World world, string client)
    {
        var tenant = await world.TenantAsync(client);
        await ClientOffice.MakeAsync(world.Database, tenant);
        var walk = await RunWalk.EnterAsync(world, tenant);
        await ToPreviewedAsync(walk);
        return walk;
    }

    private static async Task ToPreviewedAsync(RunWalk walk)
    {
        var queue = await WalkTenant.FallbackQueueAsync(walk.World.Database, walk.Tenant);
        await walk.ToValidatedAsync("cases.csv", File(), view => view.Mapping with { FallbackQueue = queue });
        (await walk.GroupsAsync()).Where(g => g.Key.Severity is Severity.Error).Should().BeEmpty();
        await walk.AcceptWarningsAsync();
        (await walk.PreviewAsync()).Counts.Total.Should().Be(Rows);
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)])!;
        await kill.WaitForExitAsync();
        kill.ExitCode.Should().Be(0);
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
