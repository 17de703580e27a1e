using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

public class DriftTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly MigrationMapping Updating = new() { Source = "NAVEX EthicsPoint", Existing = ExistingPolicy.Update };

    [Theory]
    [InlineData("update platform.categories set is_active = false where organization_id = $1 and name = 'Harassment'", "GONE")]
    [InlineData("update platform.queues set is_fallback = false, is_active = false where organization_id = $1", "GONE")]
    [InlineData("update migration.run_documents set body = body || '{\"zone\":\"Europe/Berlin\"}' where organization_id = $1", "SOURCES")]
    [InlineData("insert into platform.cases (organization_id, id, reference_number, status, category_id, opened_at, queue_id) select organization_id, gen_random_uuid(), 'K-00007', 'OPEN', id, now(), (select q.id from platform.queues q where q.organization_id = $1) from platform.categories where organization_id = $1 and name = 'Theft'", "REFERENCE_TAKEN")]
    public async Task MIG_18_What_changes_behind_the_plans_back_stops_the_import_before_anything_is_written(string change, string cause)
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 12);
        await run.PlanAsync();
        await database.ExecuteAsync(change, run.Tenant.Value);
        var before = await TenantTables.DigestAsync(database, run.Tenant);

        var drift = await run.BeginAsync();

        drift.Should().Contain(d => d.Cause == cause);
        (await TenantTables.DigestAsync(database, run.Tenant)).Should().Be(before);
        (await database.ValueAsync<long>("select count(*) from migration.drift_rows where run_id = $1", run.Run.Value)).Should().Be(drift.Count);
    }

    [Fact]
    public async Task MIG_18_One_record_edited_after_the_preview_is_named_and_the_next_preview_asks_about_it()
    {
        await using var world = new World(database);
        var (first, _) = await BulkRun.MakeAsync(world, 20);
        await first.PlanAsync();
        await first.ImportAsync();
        var run = await first.CopyAsync(world, Updating);
        await database.ExecuteAsync("update migration.staged_rows set severity = 'HIGH' where run_id = $1", run.Run.Value);
        (await run.PlanAsync()).Counts.Update.Should().Be(20);
        await database.ExecuteAsync("update platform.cases set severity = 'CRITICAL' where organization_id = $1 and reference_number = 'K-00004'", run.Tenant.Value);

        (await run.BeginAsync()).Should().ContainSingle().Which.Should().BeEquivalentTo(new { RowNumber = 4, Cause = "EDITED", Entity = "CASE" });
        (await run.PlanAsync()).Counts.Should().Be(new PlanCounts(0, 19, 0, 0, 1));
    }

    [Fact]
    public async Task MIG_18_A_batch_checks_its_own_rows_and_earlier_batches_stand()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 20);
        await run.PlanAsync();
        var grant = await run.GrantAsync(GrantPurpose.Import);
        (await run.BeginAsync(grant)).Should().BeEmpty();
        (await run.NextAsync(grant, 10)).End.Should().Be(BatchEnd.Written);
        await database.ExecuteAsync("update platform.categories set is_active = false where organization_id = $1", run.Tenant.Value);

        (await run.NextAsync(grant, 10)).End.Should().Be(BatchEnd.Drifted);

        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1", run.Tenant.Value)).Should().Be(10);
        (await database.ValueAsync<int>("select next_position from migration.progress where run_id = $1", run.Run.Value)).Should().Be(11);

        await database.ExecuteAsync("update platform.categories set is_active = true where organization_id = $1", run.Tenant.Value);
        (await run.PlanAsync()).Counts.Should().Be(new PlanCounts(10, 0, 0, 0, 0), "the rest is planned anew");
        (await run.ImportAsync()).Created.Should().Be(20);
    }

    [Fact]
    public async Task MIG_21_A_row_the_database_refuses_stands_alone_and_the_rest_goes_in()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 50);
        await database.ExecuteAsync("update migration.staged_rows set status = 'CLOSED' where run_id = $1 and row_number = 17", run.Run.Value);
        await run.PlanAsync();

        var done = await run.ImportAsync(failing: 1);

        done.Should().BeEquivalentTo(new { Created = 49, Failed = 1, Done = 50 });
        (await database.ValueAsync<string>("select position || failure_code || failure_words from migration.plan_rows where run_id = $1 and failure_code is not null", run.Run.Value))
            .Should().Be("1723514cases_outcome_with_closed");
    }

    [Fact]
    public async Task MIG_21_More_than_a_hundred_failures_stop_the_import_with_nothing_of_the_batch_written()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 150);
        await database.ExecuteAsync("update migration.staged_rows set status = 'CLOSED' where run_id = $1 and row_number <= 101", run.Run.Value);
        await run.PlanAsync();
        var grant = await run.GrantAsync(GrantPurpose.Import);
        await run.BeginAsync(grant);

        (await run.NextAsync(grant, 5_000)).End.Should().Be(BatchEnd.TooManyFailed);

        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1", run.Tenant.Value)).Should().Be(0);
        (await database.ValueAsync<int>("select next_position from migration.progress where run_id = $1", run.Run.Value)).Should().Be(1);
    }

    [Fact]
    public async Task MIG_19_A_worker_that_was_taken_over_commits_nothing()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 20);
        await run.PlanAsync();
        var old = await run.GrantAsync(GrantPurpose.Import, epoch: 1);
        await run.BeginAsync(old);
        await run.NextAsync(old, 5);
        await database.ExecuteAsync("update migration.leases set epoch = 2 where run_id = $1", run.Run.Value);

        var refused = await run.Importer(5).NextAsync(old, run.By.Id, (_, _, _) => Task.FromResult(Outcome.Done), CancellationToken.None);
        refused.Refusal.Should().Be(MigrationRefusals.LeaseLost);

        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1", run.Tenant.Value)).Should().Be(5);
        var fresh = old with { Epoch = 2 };
        await run.BeginAsync(fresh);
        // Even with the lease's fence gone, the progress row alone refuses the old one.
        (await run.Importer(5).NextAsync(old with { Epoch = null }, run.By.Id, (_, _, _) => Task.FromResult(Outcome.Done), CancellationToken.None)).Refusal.Should().Be(MigrationRefusals.LeaseLost);
        (await run.NextAsync(fresh, 5)).Progress!.Done.Should().Be(10);
    }

    [Fact]
    public async Task MIG_19_Killed_at_25_seeded_moments_and_taken_over_the_tables_equal_those_of_an_undisturbed_run()
    {
        await using var world = new World(database);
        var (calm, _) = await BulkRun.MakeAsync(world, 60);
        await calm.PlanAsync();
        await calm.ImportAsync(batchRows: 10);
        var expected = await ShapeAsync(calm);

        var (run, _) = await BulkRun.MakeAsync(world, 60);
        await run.PlanAsync();
        var random = new Random(20260615);
        var epoch = 1L;
        for (var kill = 0; kill < 25; kill++)
        {
            var grant = await run.GrantAsync(GrantPurpose.Import, ++epoch);
            await run.BeginAsync(grant);
            // Half of them at the edge: everything is done but the commit.
            var atEdge = random.Next(2) == 0;
            using var cut = new CancellationTokenSource();
            if (!atEdge)
                cut.CancelAfter(TimeSpan.FromMilliseconds(random.Next(1, 60)));
            try
            {
                await run.Importer(10).NextAsync(
                    grant,
                    run.By.Id,
                    async (context, _, _) =>
                    {
                        if (atEdge)
                            await KillAsync(context);
                        return Outcome.Done;
                    },
                    cut.Token);
            }
            catch (Exception fault) when (fault is OperationCanceledException or Npgsql.NpgsqlException or InvalidOperationException)
            {
                // Cut off.
            }
        }

        var last = await run.GrantAsync(GrantPurpose.Import, ++epoch);
        await run.BeginAsync(last);
        BatchResult batch;
        do
            batch = await run.NextAsync(last, 10);
        while (batch.Progress!.CompletedAt is null);
        batch.Progress.Created.Should().Be(60);
        (await ShapeAsync(run)).Should().Be(expected);
    }

    private async Task KillAsync(Ethico.Ops.Infrastructure.Persistence.OpsDbContext context)
    {
        var pid = ((Npgsql.NpgsqlConnection)Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(context.Database)).ProcessID;
        await database.ExecuteAsync("select pg_terminate_backend($1)", pid);
    }

    private Task<string?> ShapeAsync(StagedRun run) => database.ValueAsync<string>(
        """
        select (select string_agg(c.reference_number || c.status || c.source_record_id || r.details || r.reference_number || coalesce(i.notes, ''), ';' order by c.reference_number)
            from platform.cases c join platform.case_reports x on x.case_id = c.id join platform.reports r on r.id = x.report_id left join platform.investigations i on i.case_id = c.id
            where c.migration_run_id = $1)
            || (select string_agg(p.full_name, ',' order by p.full_name) from platform.persons p where p.migration_run_id = $1)
            || (select count(*) from platform.case_persons where migration_run_id = $1) || (select count(*) from migration.ledger where run_id = $1)
            || (select count(*) from migration.source_keys where run_id = $1)
        """, run.Run.Value);
}
