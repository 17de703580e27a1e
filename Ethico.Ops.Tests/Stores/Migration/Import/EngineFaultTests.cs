using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>What goes wrong in the middle of an import, and what an import must leave alone.</summary>
public sealed class EngineFaultTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly MigrationMapping Updating = new() { Source = "NAVEX EthicsPoint", Existing = ExistingPolicy.Update };

    [Fact]
    public async Task B15_A_full_disk_stops_the_import_with_its_cause_and_nothing_of_the_batch()
    {
        await using var world = Composed();
        var (run, _) = await QueuedAsync(world, 40);
        await using (await TriggerAsync("if new.reference_number = 'K-00015' then raise exception 'No space left on device' using errcode = 'disk_full'; end if;"))
            await WorkAsync(world);

        (await OutcomeAsync(run)).Should().Be("IMPORT_STOPPED FAULT disk-full");
        (await database.ValueAsync<string>("select next_position || ' ' || created from migration.progress where run_id = $1", run.Run.Value)).Should().Be("11 10");
        (await CasesAsync(run)).Should().Be(10);

        // There is room again.
        await run.GrantAsync(GrantPurpose.Import, epoch: 5);
        await FreeAsync(run);
        await database.ExecuteAsync("update migration.runs set state = 'IMPORT_QUEUED' where id = $1", run.Run.Value);
        await WorkAsync(world);
        (await CasesAsync(run)).Should().Be(40);
    }

    [Fact]
    public async Task B16_A_role_removed_in_the_middle_lets_the_running_batch_end_and_pauses_with_the_cause()
    {
        await using var world = Composed();
        var (run, _) = await QueuedAsync(world, 40);
        await using (await TriggerAsync($"if new.reference_number = 'K-00005' then update access.operator set role = 'SUPPORT_TIER_1' where id = '{run.By.Id.Value}'; end if;"))
            await WorkAsync(world);

        (await OutcomeAsync(run)).Should().Be("IMPORT_PAUSED - right-lost");
        (await CasesAsync(run)).Should().Be(10);
        (await database.ValueAsync<int>("select next_position from migration.progress where run_id = $1", run.Run.Value)).Should().Be(11);
    }

    [Fact]
    public async Task MIG_17_An_update_slipped_into_the_preview_is_refused_by_the_database()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 5);
        await run.PlanAsync();
        await run.ImportAsync();
        var again = await run.CopyAsync(world);

        var slip = async () => await again.Planner.PlanAsync(
            await again.GrantAsync(GrantPurpose.Preview),
            async (context, token) =>
            {
                await context.Database.ExecuteSqlAsync($"update platform.cases set severity = 'HIGH' where organization_id = {run.Tenant.Value}", token);
                return Outcome.Done;
            },
            CancellationToken.None);

        var fault = (await slip.Should().ThrowAsync<Exception>()).Which;
        (fault as PostgresException ?? fault.InnerException as PostgresException)!.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1 and severity = 'HIGH'", run.Tenant.Value)).Should().Be(0);
    }

    [Fact]
    public async Task MIG_17_On_50_generated_runs_the_counts_of_preview_and_import_agree()
    {
        await using var world = new World(database);
        var (first, office) = await BulkRun.MakeAsync(world, 0);
        var random = new Random(20261122);
        for (var i = 0; i < 50; i++)
        {
            // Stretches overlap: some rows are new, some known, some known and different.
            var run = i == 0 ? first : await StagedRun.MakeAsync(world, first.Tenant, first.By, random.Next(2) == 0 ? Updating : StagedRun.Mapping);
            if (i > 0)
                await run.ReferAsync("CATEGORY", 1, "Harassment", office.Categories["Harassment"]);
            await BulkRun.FillAsync(run, office, random.Next(1, 12), from: random.Next(1, 60));
            await database.ExecuteAsync(
                """
                update migration.staged_rows s set severity = case when (s.row_number * $2) % 3 = 0 then 'HIGH' else 'LOW' end,
                    state = case (s.row_number * $2) % 7 when 0 then 'BLOCKED' when 1 then 'SKIPPED' else 'READY' end
                where s.run_id = $1
                """,
                run.Run.Value, random.Next(1, 1_000));
            if (random.Next(3) == 0)
                await database.ExecuteAsync("update platform.cases set severity = 'CRITICAL' where organization_id = $1 and (row_version + $2) % 3 = 0", run.Tenant.Value, i);

            var counts = (await run.PlanAsync()).Counts;
            await database.ExecuteAsync("update migration.plan_rows set decision = case conflict when 'C1' then 'KEEP_OURS' else 'SKIP' end where run_id = $1 and conflict is not null", run.Run.Value);
            var done = await run.ImportAsync(batchRows: random.Next(1, 8));

            (done.Created, done.Updated, done.Merged, done.Skipped, done.Failed).Should()
                .Be((counts.Create, counts.Update, counts.Merge, counts.Skip + counts.Conflict, 0), "of run {0}", i);
        }
    }

    [Fact]
    public async Task MIG_22_Cases_without_a_lead_are_all_in_the_named_queue_twice_alike()
    {
        await using var world = new World(database);
        for (var time = 0; time < 2; time++)
        {
            var (run, office) = await BulkRun.MakeAsync(world, 30);
            await database.ExecuteAsync(
                "update migration.staged_rows set handler_id = $2, queue_id = null where run_id = $1 and row_number <= 3", run.Run.Value, office.Leads[0]);
            await database.ExecuteAsync("update migration.staged_rows set lead_source_text = 'Nobody we know' where run_id = $1 and row_number > 3", run.Run.Value);
            await run.PlanAsync();
            await run.ImportAsync(batchRows: 7);

            (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1 and handler_id is null and queue_id = $2 and lead_source_text = 'Nobody we know'", run.Tenant.Value, office.Queue)).Should().Be(27);
            (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1 and handler_id = $2", run.Tenant.Value, office.Leads[0])).Should().Be(3);
        }
    }

    [Fact]
    public async Task MIG_23_A_thousand_open_cases_with_addresses_send_start_and_schedule_nothing()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 1_000);
        await database.ExecuteAsync("update migration.staged_people set email = 'person.' || match_hash || '@client.example' where run_id = $1", run.Run.Value);
        await run.PlanAsync();
        var before = await OthersAsync();

        (await run.ImportAsync()).Created.Should().Be(1_000);

        (await OthersAsync()).Should().Be(before);
        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1 and due_at is not null", run.Tenant.Value)).Should().Be(0);
        (await database.ValueAsync<long>("select count(*) from platform.persons where organization_id = $1 and email is not null", run.Tenant.Value)).Should().Be(10);
    }

    [Theory]
    [InlineData(false, "ROLLED_BACK - -", 0)]
    [InlineData(true, "PARTLY_ROLLED_BACK - preview-changed", 20)]
    public async Task MIG_29_What_changed_after_the_approval_voids_it_before_the_first_record_goes(bool changed, string outcome, int left)
    {
        await using var world = Composed();
        var (run, _) = await BulkRun.MakeAsync(world, 20);
        await run.PlanAsync();
        await run.ImportAsync();
        await run.PreviewRollbackAsync();
        await run.GrantAsync(GrantPurpose.Rollback);
        await FreeAsync(run);
        await database.ExecuteAsync(
            "update migration.runs set rollback_digest = rollback_plan_digest, rollback_requested_by = $2, rollback_requested_at = now(), rollback_approved_by = $3, came_from = 'IMPORTED' where id = $1",
            run.Run.Value, run.By.Id.Value, (await world.OperatorAsync(Role.ImplementationManager)).Id.Value);
        if (changed)
            await database.ExecuteAsync("update platform.cases set severity = 'CRITICAL' where migration_run_id = $1 and reference_number = 'K-00007'", run.Run.Value);

        await WorkAsync(world);

        (await OutcomeAsync(run)).Should().Be(outcome);
        (await CasesAsync(run)).Should().Be(left);
    }

    // Rows of every table but those an import is there to fill.
    private Task<string?> OthersAsync() => database.ValueAsync<string>(
        """
        select string_agg(t.schemaname || '.' || t.tablename || '='
            || (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', t.schemaname, t.tablename), false, true, '')))[1]::text, ' ' order by 1)
        from (select schemaname, tablename from pg_tables where schemaname in ('platform', 'client_success') and tablename not in
            ('persons', 'reports', 'cases', 'case_reports', 'case_persons', 'case_notes', 'investigations', 'categories', 'locations')) t
        """);

    private World Composed() => new(database, services => services.AddSingleton(new ImportOptions { BatchRows = 10 }));

    private async Task<(StagedRun Run, ClientOffice Office)> QueuedAsync(World world, int rows)
    {
        var made = await BulkRun.MakeAsync(world, rows);
        await made.Run.PlanAsync();
        await made.Run.GrantAsync(GrantPurpose.Import);
        await FreeAsync(made.Run);
        await database.ExecuteAsync("update migration.runs set state = 'IMPORT_QUEUED' where id = $1", made.Run.Run.Value);
        return made;
    }

    // What happens while a batch writes, by whoever may do it.
    private async Task<IAsyncDisposable> TriggerAsync(string body)
    {
        await database.ExecuteAsync($"create function public.happens() returns trigger language plpgsql security definer as $$ begin {body} return new; end $$");
        await database.ExecuteAsync("create trigger happens after insert on platform.cases for each row execute function public.happens()");
        return new Undo(database);
    }

    private static async Task WorkAsync(World world)
    {
        while (await world.Get<RunWorker>().WorkDueAsync(CancellationToken.None) > 0)
        {
            // Until nothing is due.
        }
    }

    private Task FreeAsync(StagedRun run) => database.ExecuteAsync("update migration.leases set worker = null where run_id = $1", run.Run.Value);

    private Task<string?> OutcomeAsync(StagedRun run) =>
        database.ValueAsync<string>("select state || ' ' || coalesce(stopped_for, '-') || ' ' || coalesce(cause_code, '-') from migration.runs where id = $1", run.Run.Value);

    private Task<long> CasesAsync(StagedRun run) => database.ValueAsync<long>("select count(*) from platform.cases where migration_run_id = $1", run.Run.Value);

    private sealed class Undo(TestDatabase database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await database.ExecuteAsync("drop function public.happens() cascade");
    }
}
