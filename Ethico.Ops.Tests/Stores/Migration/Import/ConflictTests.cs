using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>Each way out of a conflict, through the use case that decides it (migration.md 9.1).</summary>
public class ConflictTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly MigrationMapping Updating = new() { Source = "NAVEX EthicsPoint", Existing = ExistingPolicy.Update };

    [Fact]
    public async Task MIG_17_TAKE_SOURCE_overwrites_what_was_edited_and_KEEP_OURS_leaves_it()
    {
        await using var world = new World(database);
        var (first, _) = await BulkRun.MakeAsync(world, 4);
        await first.PlanAsync();
        await first.ImportAsync();
        await database.ExecuteAsync("update platform.cases set severity = 'CRITICAL' where organization_id = $1 and reference_number in ('K-00001', 'K-00002')", first.Tenant.Value);
        var run = await first.CopyAsync(world, Updating);
        await database.ExecuteAsync("update migration.staged_rows set severity = 'HIGH' where run_id = $1 and row_number <= 3", run.Run.Value);
        (await PlannedAsync(run)).Should().Be(new PlanCounts(0, 1, 0, 1, 2));

        var key = await KeyAsync(world, run);
        await DecideAsync(world, key, run, ConflictKind.EditedSince, ConflictDecision.TakeSource, 1);
        await DecideAsync(world, key, run, ConflictKind.EditedSince, ConflictDecision.KeepOurs, 2);
        var done = await run.ImportAsync();

        (done.Updated, done.Skipped).Should().Be((2, 2));
        (await database.ValueAsync<string>("select string_agg(severity, ' ' order by reference_number) from platform.cases where organization_id = $1", run.Tenant.Value)).Should().Be("HIGH CRITICAL HIGH LOW");
    }

    [Fact]
    public async Task MIG_17_PREFIX_puts_its_letters_before_a_number_that_is_taken()
    {
        await using var world = new World(database);
        var (run, office) = await BulkRun.MakeAsync(world, 3);
        await database.ExecuteAsync(
            "insert into platform.cases (organization_id, id, reference_number, status, category_id, opened_at, queue_id) values ($1, gen_random_uuid(), 'K-00002', 'OPEN', $2, now(), $3)",
            run.Tenant.Value, office.Categories["Theft"], office.Queue);
        (await PlannedAsync(run)).Should().Be(new PlanCounts(2, 0, 0, 0, 1));

        await DecideAsync(world, await KeyAsync(world, run), run, ConflictKind.ReferenceTaken, ConflictDecision.Prefix);
        (await run.ImportAsync()).Created.Should().Be(3);

        (await database.ValueAsync<string>("select c.reference_number || ' ' || r.reference_number from platform.cases c join platform.case_reports x on x.case_id = c.id join platform.reports r on r.id = x.report_id where c.migration_run_id = $1 and c.source_record_id = 'K-00002'", run.Run.Value))
            .Should().Be($"{PlanTerms.DefaultPrefix}K-00002 {PlanTerms.DefaultPrefix}K-00002");
    }

    [Fact]
    public async Task MIG_17_CREATE_BESIDE_makes_a_record_of_its_own_beside_one_that_is_locked()
    {
        await using var world = new World(database);
        var (first, _) = await BulkRun.MakeAsync(world, 3);
        await first.PlanAsync();
        await first.ImportAsync();
        await database.ExecuteAsync("update platform.cases set locked_at = now() where organization_id = $1 and reference_number = 'K-00002'", first.Tenant.Value);
        var run = await first.CopyAsync(world, Updating);
        await database.ExecuteAsync("update migration.staged_rows set severity = 'HIGH' where run_id = $1 and row_number = 2", run.Run.Value);
        (await PlannedAsync(run)).Should().Be(new PlanCounts(0, 0, 0, 2, 1));

        await DecideAsync(world, await KeyAsync(world, run), run, ConflictKind.ClosedOff, ConflictDecision.CreateBeside);
        (await run.ImportAsync()).Created.Should().Be(1);

        (await database.ValueAsync<string>("select source_record_id || ' ' || severity || ' ' || (reference_number ~ '^C-[0-9]{4}-') from platform.cases where migration_run_id = $1", run.Run.Value)).Should().Be("K-00002#2 HIGH true");
        (await database.ValueAsync<string>("select severity from platform.cases where organization_id = $1 and reference_number = 'K-00002'", run.Tenant.Value)).Should().Be("LOW");
        (await run.RollBackAsync()).Removed.Should().Be(1);
    }

    [Fact]
    public async Task MIG_21_Finished_here_the_rest_counts_as_skipped_and_the_window_begins()
    {
        await using var world = new World(database, services => services.AddSingleton(new ImportOptions { BatchRows = 10 }));
        var (run, _) = await BulkRun.MakeAsync(world, 25);
        await run.PlanAsync();
        var grant = await run.GrantAsync(GrantPurpose.Import);
        await run.BeginAsync(grant);
        await run.NextAsync(grant, 10);
        await database.ExecuteAsync("update migration.runs set state = 'IMPORT_STOPPED', stopped_for = 'CANCELLED', rows_total = 25 where id = $1", run.Run.Value);

        var head = (await world.Get<MigrationImports>().FinishHereAsync(await KeyAsync(world, run), run.Run, default)).Value;

        head.State.Should().Be(RunState.Imported);
        (await database.ValueAsync<string>("select rows_created || ' ' || rows_skipped || ' ' || (completed_at is not null) from migration.runs where id = $1", run.Run.Value)).Should().Be("10 15 true");
        (await run.RollBackAsync()).Removed.Should().Be(10);
    }

    private async Task<PlanCounts> PlannedAsync(StagedRun run)
    {
        var counts = (await run.PlanAsync()).Counts;
        await database.ExecuteAsync("update migration.runs set state = 'PREVIEWED' where id = $1", run.Run.Value);
        return counts;
    }

    private static async Task DecideAsync(World world, TenantKey key, StagedRun run, ConflictKind conflict, ConflictDecision decision, params int[] positions) =>
        (await world.Get<MigrationConflicts>().DecideAsync(key, run.Run, conflict, decision, positions.Length == 0 ? null : positions, default))
            .Value.Should().BePositive();

    private static async Task<TenantKey> KeyAsync(World world, StagedRun run)
    {
        var session = await world.EnterAsync(run.By, run.Tenant);
        await world.Get<ImpersonationService>().StepUpAsync(run.By, session.Id, "Moves the old cases over now", CancellationToken.None);
        return new(run.By, session.Id);
    }
}
