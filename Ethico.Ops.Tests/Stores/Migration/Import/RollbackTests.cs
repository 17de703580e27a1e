using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>R1 to R4 of migration.md 9.3, to the number.</summary>
public class RollbackTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly MigrationMapping Updating = new() { Source = "NAVEX EthicsPoint", Existing = ExistingPolicy.Update };

    [Fact]
    public async Task MIG_28_R1_Of_100_created_3_edited_and_2_noted_on_95_go()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 100);
        await run.PlanAsync();
        await run.ImportAsync();
        await EditAsync(run, "K-00001", "K-00002", "K-00003");
        await NoteAsync(run, "K-00004", "K-00005");

        var undone = await run.RollBackAsync();

        undone.Should().Be(new RollbackProgress(Records: 100, Removed: 95, Restored: 0, Detached: 0, Kept: 5, InUse: undone.InUse, IsDone: true));
        (await run.Database.ValueAsync<string>("select kept_edited || ' ' || kept_blocked || ' ' || removes from migration.rollback_plans where run_id = $1", run.Run.Value)).Should().Be("3 2 95");

        await run.PreviewRollbackAsync();
        await ChooseAsync(run, "K-00001", "REVERT");
        await ChooseAsync(run, "K-00002", "DETACH");
        var second = await run.EndRollbackAsync();
        (second.Removed, second.Detached, second.Kept).Should().Be((1, 1, 3));

        (await (await run.CopyAsync(world)).PlanAsync()).Counts.Should().Be(new PlanCounts(Create: 96, Update: 0, Merge: 0, Skip: 3, Conflict: 1));
    }

    [Fact]
    public async Task MIG_28_R2_Of_40_updated_4_edited_since_36_are_restored_and_a_choice_decides_the_rest()
    {
        await using var world = new World(database);
        var (first, office) = await BulkRun.MakeAsync(world, 40);
        await first.PlanAsync();
        await first.ImportAsync();
        var before = await TenantTables.DigestAsync(database, first.Tenant, "row_version", "updated_at");
        var run = await first.CopyAsync(world, Updating);
        await BulkRun.FillAsync(run, office, 10, from: 41);
        await run.Database.ExecuteAsync("update migration.staged_rows set severity = 'HIGH' where run_id = $1 and row_number <= 40", run.Run.Value);
        (await run.PlanAsync()).Counts.Should().Be(new PlanCounts(10, 40, 0, 0, 0));
        await run.ImportAsync();
        await EditAsync(run, "K-00001", "K-00002", "K-00003", "K-00004");

        var undone = await run.RollBackAsync(afterPreview: () => ChooseAsync(run, "K-00001", "REVERT"));

        (undone.Removed, undone.Restored, undone.Kept).Should().Be((10, 37, 3));
        (await SeverityAsync(run, "K-00001")).Should().Be("LOW");
        (await SeverityAsync(run, "K-00002")).Should().Be("CRITICAL");
        (await SeverityAsync(run, "K-00005")).Should().Be("LOW");

        await run.Database.ExecuteAsync("update platform.cases set severity = 'LOW', updated_by = null where organization_id = $1 and severity = 'CRITICAL'", run.Tenant.Value);
        await run.Database.ExecuteAsync("update platform.cases set updated_by = $2 where organization_id = $1 and updated_by is null", run.Tenant.Value, first.By.Id.Value);
        (await TenantTables.DigestAsync(database, first.Tenant, "row_version", "updated_at")).Should().Be(before);
    }

    [Fact]
    public async Task MIG_28_R3_What_a_later_run_changed_is_kept_until_that_run_is_rolled_back()
    {
        await using var world = new World(database);
        var (a, _) = await BulkRun.MakeAsync(world, 100);
        await a.PlanAsync();
        await a.ImportAsync();
        var b = await a.CopyAsync(world, Updating);
        await b.Database.ExecuteAsync("update migration.staged_rows set status = 'ON_HOLD' where run_id = $1 and row_number <= 15", b.Run.Value);
        (await b.PlanAsync()).Counts.Should().Be(new PlanCounts(0, 15, 0, 85, 0));
        await b.ImportAsync();

        await a.PreviewRollbackAsync();
        (await a.Database.ValueAsync<long>("select count(*) from migration.rollback_rows where run_id = $1 and verdict = 'KEPT_EDITED' and changed_by_run = $2", a.Run.Value, b.Run.Value)).Should().Be(15);
        (await a.Database.ValueAsync<int>("select removes from migration.rollback_plans where run_id = $1", a.Run.Value)).Should().Be(85);

        (await b.RollBackAsync()).Restored.Should().Be(15);
        var undone = await a.RollBackAsync();
        (undone.Removed, undone.Kept, undone.InUse).Should().Be((100, 0, 0));
    }

    [Fact]
    public async Task MIG_28_R4_People_linked_to_a_case_of_the_clients_own_stay()
    {
        await using var world = new World(database);
        var (run, office) = await BulkRun.MakeAsync(world, 80);
        await run.Database.ExecuteAsync("delete from migration.staged_people where run_id = $1", run.Run.Value);
        await run.Database.ExecuteAsync(
            """
            insert into migration.staged_people (organization_id, run_id, row_number, role, match_hash, matched_by, full_name, name_key, employee_id)
            select organization_id, run_id, row_number, 'SUBJECT', row_number, 'EMPLOYEE', 'Person ' || row_number, 'person ' || row_number, 'N' || row_number
            from migration.staged_rows where run_id = $1
            """,
            run.Run.Value);
        await run.PlanAsync();
        await run.ImportAsync();
        var own = Seed.Ids(1)[0];
        await run.Database.ExecuteAsync(
            "insert into platform.cases (organization_id, id, reference_number, status, category_id, opened_at, queue_id) values ($1, $2, 'OWN', 'OPEN', $3, now(), $4)",
            run.Tenant.Value, own, office.Categories["Theft"], office.Queue);
        await run.Database.ExecuteAsync(
            "insert into platform.case_persons (organization_id, case_id, person_id, role) select organization_id, $2, id, 'WITNESS' from platform.persons where migration_run_id = $1 limit 5",
            run.Run.Value, own);

        await run.PreviewRollbackAsync();
        (await run.Database.ValueAsync<int>("select kept_in_use from migration.rollback_plans where run_id = $1", run.Run.Value)).Should().Be(5);
        var undone = await run.EndRollbackAsync();

        (undone.Removed, undone.InUse).Should().Be((80, 5));
        (await run.Database.ValueAsync<long>("select count(*) from platform.persons where migration_run_id = $1", run.Run.Value)).Should().Be(5);
    }

    [Fact]
    public async Task MIG_28_What_is_edited_between_preview_and_rollback_is_kept_all_the_same()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 30);
        await run.PlanAsync();
        await run.ImportAsync();

        var undone = await run.RollBackAsync(records: 7, afterPreview: () => EditAsync(run, "K-00020"));

        (undone.Removed, undone.Kept).Should().Be((29, 1));
    }

    [Fact]
    public async Task MIG_28_A_case_that_something_unseen_holds_is_kept_and_the_others_go()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 30);
        await run.PlanAsync();
        await run.ImportAsync();
        // The import's role cannot see messages: only the key tells.
        await run.Database.ExecuteAsync(
            "insert into platform.outgoing_messages (organization_id, id, kind, case_id) select organization_id, gen_random_uuid(), 'x', id from platform.cases where organization_id = $1 and reference_number = 'K-00011'",
            run.Tenant.Value);

        var undone = await run.RollBackAsync();

        (undone.Removed, undone.Kept).Should().Be((29, 1));
        (await run.Database.ValueAsync<string>("select causes[1] from migration.rollback_rows where run_id = $1 and verdict = 'KEPT_BLOCKED'", run.Run.Value)).Should().Be("OTHER");
    }

    private static Task EditAsync(StagedRun run, params string[] references) =>
        run.Database.ExecuteAsync(
            "update platform.cases set severity = 'CRITICAL' where organization_id = $1 and reference_number = any($2)", run.Tenant.Value, references);

    private static Task NoteAsync(StagedRun run, params string[] references) =>
        run.Database.ExecuteAsync(
            "insert into platform.case_notes (organization_id, id, case_id, text, author_kind) select organization_id, gen_random_uuid(), id, 'Seen', 'CLIENT' from platform.cases where organization_id = $1 and reference_number = any($2)",
            run.Tenant.Value, references);

    private static Task ChooseAsync(StagedRun run, string reference, string choice) =>
        run.Database.ExecuteAsync(
            """
            update migration.rollback_rows r set choice = $3 from platform.cases c
            where r.entity_id = c.id and c.organization_id = $1 and c.reference_number = $2 and r.outcome is null
            """,
            run.Tenant.Value, reference, choice);

    private static Task<string?> SeverityAsync(StagedRun run, string reference) =>
        run.Database.ValueAsync<string>("select severity from platform.cases where organization_id = $1 and reference_number = $2", run.Tenant.Value, reference);
}
