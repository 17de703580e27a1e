using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>migration.md 10, from its staged rows on.</summary>
public sealed class WorkedExampleTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task MIG_20_The_example_of_section_10_becomes_its_23_rows_and_16_keys()
    {
        await using var world = new World(database);
        var example = await WorkedExample.MakeAsync(world);
        var plan = await example.Run.PlanAsync();
        plan.Counts.Should().Be(new Ethico.Ops.Domain.Migration.PlanCounts(5, 0, 0, 1, 0));

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
}
