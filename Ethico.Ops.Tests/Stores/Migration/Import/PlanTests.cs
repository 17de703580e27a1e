using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

public class PlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly MigrationMapping Updating = new() { Source = "NAVEX EthicsPoint", Existing = ExistingPolicy.Update };

    [Fact]
    public async Task MIG_24_The_same_file_twice_makes_nothing_and_skips_all()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 60);
        await run.PlanAsync();
        await run.ImportAsync();
        var after = await TenantTables.DigestAsync(database, run.Tenant);

        foreach (var mapping in (MigrationMapping[])[StagedRun.Mapping, Updating])
        {
            var again = await run.CopyAsync(world, mapping);
            (await again.PlanAsync()).Counts.Should().Be(new PlanCounts(0, 0, 0, 60, 0));
            (await again.ImportAsync()).Skipped.Should().Be(60);
            (await TenantTables.DigestAsync(database, run.Tenant)).Should().Be(after);
        }
    }

    [Fact]
    public async Task MIG_24_With_policy_update_exactly_the_changed_cells_change_and_blanks_clear_nothing()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 20);
        await run.PlanAsync();
        await run.ImportAsync();
        var again = await run.CopyAsync(world, Updating);
        await database.ExecuteAsync("update migration.staged_rows set severity = null where run_id = $1", again.Run.Value);
        await database.ExecuteAsync("update migration.staged_rows set severity = 'HIGH' where run_id = $1 and row_number <= 4", again.Run.Value);
        await database.ExecuteAsync("update migration.staged_rows set details = 'Told anew' where run_id = $1 and row_number between 4 and 8", again.Run.Value);
        await database.ExecuteAsync("update migration.staged_investigations set notes = 'Looked again' where run_id = $1 and row_number = 10", again.Run.Value);

        (await again.PlanAsync()).Counts.Should().Be(new PlanCounts(0, 9, 0, 11, 0));
        (await database.ValueAsync<string>("select string_agg(row_number || ':' || (select string_agg(k, '+') from jsonb_object_keys(changes) k), ' ' order by row_number) from migration.plan_rows where run_id = $1 and changes is not null", again.Run.Value))
            .Should().Be("1:case.severity 2:case.severity 3:case.severity 4:case.severity+report.details 5:report.details 6:report.details 7:report.details 8:report.details 10:investigation.notes");
        await again.ImportAsync();

        (await database.ValueAsync<string>(
            """
            select string_agg(c.reference_number || coalesce(c.severity, '-') || r.details || coalesce(i.notes, ''), ';' order by c.reference_number)
            from platform.cases c join platform.case_reports x on x.case_id = c.id join platform.reports r on r.id = x.report_id left join platform.investigations i on i.case_id = c.id
            where c.organization_id = $1
            """, run.Tenant.Value))
            .Should().Be(string.Join(';', Enumerable.Range(1, 20).Select(n =>
                $"K-{n:00000}{(n <= 4 ? "HIGH" : "LOW")}{(n is >= 4 and <= 8 ? "Told anew" : $"What happened {n}")}{(n % 5 == 0 ? n == 10 ? "Looked again" : $"Notes {n}" : "")}")));
        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1 and row_version > 1", run.Tenant.Value)).Should().Be(4);
    }

    [Fact]
    public async Task MIG_24_Blank_clears_only_the_field_it_was_ticked_for()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 5);
        await run.PlanAsync();
        await run.ImportAsync();
        var again = await run.CopyAsync(world, Updating with { Feeds = [new TargetFeed("case.severity", "Severity")], BlankClears = ["Severity"] });
        await database.ExecuteAsync("update migration.staged_rows set severity = null, lead_source_text = null where run_id = $1 and row_number = 2", again.Run.Value);

        (await again.PlanAsync()).Counts.Update.Should().Be(1);
        await again.ImportAsync();

        (await database.ValueAsync<string>("select string_agg(coalesce(severity, '-'), '' order by reference_number) from platform.cases where organization_id = $1", run.Tenant.Value)).Should().Be("LOW-LOWLOWLOW");
    }

    [Fact]
    public async Task MIG_26_One_number_or_address_is_one_person_and_a_bare_name_is_one_only_within_its_case()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 0);
        await run.StageAsync([.. Enumerable.Range(0, 50).Select(n => new StagedLine($"P{n}")
        {
            People = n < 25 ? [new("SUBJECT", n % 2 == 0 ? "Anna Ash" : "A. Ash", Employee: "E7")] : [new("SUBJECT", "Ben Birch", Email: n % 2 == 0 ? "Ben@Birch.example" : "ben@birch.example")],
        }), new StagedLine("Q1") { People = [new("SUBJECT", "Same Name")] }, new StagedLine("Q2") { People = [new("SUBJECT", "Same Name"), new("WITNESS", "Same Name")] }]);
        await run.PlanAsync();
        await run.ImportAsync();

        (await database.ValueAsync<long>("select count(*) from platform.persons where migration_run_id = $1", run.Run.Value)).Should().Be(4);
        (await database.ValueAsync<long>("select count(*) from platform.case_persons where migration_run_id = $1", run.Run.Value)).Should().Be(53);
    }

    [Fact]
    public async Task MIG_26_Somebody_the_tenant_knows_is_linked_and_not_changed()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 0);
        var known = Seed.Ids(1)[0];
        await database.ExecuteAsync("insert into platform.persons (organization_id, id, full_name, name_key, employee_id) values ($1, $2, 'Anna Ash', 'anna ash', 'E7')", run.Tenant.Value, known);
        await run.StageAsync(new StagedLine("P1") { People = [new("SUBJECT", "Anna Oak", Employee: "E7")] }, new StagedLine("P2") { People = [new("WITNESS", "Anna", Employee: "E7")] });
        await run.PlanAsync();
        await run.ImportAsync();

        (await database.ValueAsync<string>("select string_agg(full_name || row_version, ',') from platform.persons where organization_id = $1", run.Tenant.Value)).Should().Be("Anna Ash1");
        (await database.ValueAsync<long>("select count(*) from platform.case_persons where person_id = $1", known)).Should().Be(2);
        (await database.ValueAsync<long>("select count(*) from migration.ledger where run_id = $1 and action = 'LINKED' and entity_id = $2", run.Run.Value, known)).Should().Be(1);
    }

    [Fact]
    public async Task MIG_17_Preview_changes_nothing_of_the_clients_and_counts_what_the_import_then_does()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 40);
        var before = await TenantTables.DigestAsync(database, tenant: null);
        var plan = await run.PlanAsync();
        (await TenantTables.DigestAsync(database, tenant: null)).Should().Be(before);

        var done = await run.ImportAsync(batchRows: 7);

        new PlanCounts(done.Created, done.Updated, done.Merged, done.Skipped, done.Failed).Should().Be(plan.Counts);
    }

    [Fact]
    public async Task MIG_24_Rows_of_one_key_become_one_record_with_the_people_notes_and_second_category_of_all()
    {
        await using var world = new World(database);
        var (run, office) = await BulkRun.MakeAsync(world, 0);
        await run.ReferAsync("CATEGORY", 2, "Theft", office.Categories["Theft"]);
        await run.StageAsync(
            new StagedLine("A") { Notes = "first", People = [new("SUBJECT", "One", Employee: "1")] },
            new StagedLine("B"),
            new StagedLine("A") { MergedInto = 1, Notes = "second", Category = 2, People = [new("SUBJECT", "Two", Employee: "2")] },
            new StagedLine("A") { MergedInto = 1, People = [new("SUBJECT", "One", Employee: "1")] });
        (await run.PlanAsync()).Counts.Should().Be(new PlanCounts(2, 0, 2, 0, 0));
        var done = await run.ImportAsync(batchRows: 1);

        (done.Created, done.Merged).Should().Be((2, 2));
        (await database.ValueAsync<long>("select count(*) from platform.case_persons where migration_run_id = $1", run.Run.Value)).Should().Be(2);
        (await database.ValueAsync<string>("select string_agg(text, ',' order by id) from platform.case_notes where migration_run_id = $1", run.Run.Value)).Should().Be("first,second");
        (await database.ValueAsync<Guid>("select secondary_category_id from platform.cases where organization_id = $1 and reference_number = 'A'", run.Tenant.Value)).Should().Be(office.Categories["Theft"]);
        (await run.RollBackAsync()).Removed.Should().Be(2);
        (await database.ValueAsync<long>("select count(*) from platform.case_notes where organization_id = $1", run.Tenant.Value)).Should().Be(0);
    }
}
