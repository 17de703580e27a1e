using System.Globalization;
using Ethico.Ops.Domain.Migration;
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

/// <summary>What machines do while the worker writes: it is killed, a backend freezes, the server starts anew.</summary>
public sealed class FaultWalkTests : FaultGround
{
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

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)])!;
        await kill.WaitForExitAsync();
        kill.ExitCode.Should().Be(0);
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
}
