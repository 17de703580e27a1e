using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>migration.md 10, from its staged rows on.</summary>
public class WorkedExampleTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task MIG_20_The_example_of_section_10_becomes_its_23_rows_and_16_keys()
    {
        await using var world = new World(database);
        var example = await WorkedExample.MakeAsync(world);
        var plan = await example.Run.PlanAsync();
        plan.Counts.Should().Be(new PlanCounts(5, 0, 0, 1, 0));

        var progress = await example.Run.ImportAsync();

        progress.Should().BeEquivalentTo(new { TotalRows = 6, Done = 6, Created = 5, Updated = 0, Merged = 0, Skipped = 1, Failed = 0 });
        (await example.CountAsync("migration.ledger", "run_id")).Should().Be(23);
        (await example.CountAsync("migration.source_keys", "run_id")).Should().Be(16);
        (await example.CountAsync("platform.cases")).Should().Be(5);
        (await example.CountAsync("platform.reports")).Should().Be(5);
        (await example.CountAsync("platform.case_reports")).Should().Be(5);
        (await example.CountAsync("platform.persons")).Should().Be(2);
        (await example.CountAsync("platform.case_persons")).Should().Be(2);
        (await example.CountAsync("platform.investigations")).Should().Be(2);
        (await example.CountAsync("platform.categories")).Should().Be(1);
        (await example.CountAsync("platform.locations")).Should().Be(1);
    }

    [Fact]
    public async Task MIG_28_Rolled_back_the_example_leaves_no_trace_and_comes_again()
    {
        await using var world = new World(database);
        var example = await WorkedExample.MakeAsync(world);
        var before = await TenantTables.DigestAsync(database, example.Run.Tenant);
        await example.Run.PlanAsync();
        await example.Run.ImportAsync();
        (await TenantTables.DigestAsync(database, example.Run.Tenant)).Should().NotBe(before);

        var undone = await example.Run.RollBackAsync();

        undone.Should().Be(new RollbackProgress(Records: 5, Removed: 5, Restored: 0, Detached: 0, Kept: 0, InUse: 0, IsDone: true));
        (await TenantTables.DigestAsync(database, example.Run.Tenant)).Should().Be(before);
        (await example.CountAsync("migration.source_keys", "run_id")).Should().Be(0);

        (await example.Run.EndRollbackAsync()).Should().Be(undone, "a second time changes nothing");
        (await example.AgainAsync(world)).Should().Be(new PlanCounts(5, 0, 0, 1, 0));
    }

    [Fact]
    public async Task MIG_28_A_note_of_the_clients_keeps_one_case_and_its_place()
    {
        await using var world = new World(database);
        var example = await WorkedExample.MakeAsync(world);
        await example.Run.PlanAsync();
        await example.Run.ImportAsync();
        await database.ExecuteAsync(
            "insert into platform.case_notes (organization_id, id, case_id, text, author_kind) select organization_id, gen_random_uuid(), id, 'Seen', 'CLIENT' from platform.cases where reference_number = '2023-006' and organization_id = $1",
            example.Run.Tenant.Value);

        var undone = await example.Run.RollBackAsync();

        undone.Should().Be(new RollbackProgress(Records: 5, Removed: 4, Restored: 0, Detached: 0, Kept: 1, InUse: 1, IsDone: true));
        var left = 0L;
        foreach (var table in (string[])["reports", "cases", "case_reports", "persons", "case_persons", "investigations", "categories", "locations"])
            left += await example.CountAsync($"platform.{table}");
        left.Should().Be(23 - 19);
        (await example.CountAsync("platform.locations")).Should().Be(1);
        (await example.CountAsync("platform.categories")).Should().Be(0);
    }
}
