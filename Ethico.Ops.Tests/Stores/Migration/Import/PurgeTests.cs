using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

public sealed class PurgeTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task MIG_6_Thirty_days_after_completion_the_plan_is_gone_and_keys_and_ledger_are_not()
    {
        await using var world = new World(database);
        var (run, _) = await BulkRun.MakeAsync(world, 10);
        await run.PlanAsync();
        await run.ImportAsync();
        var job = new PurgePlansJob(world.Get<OpsDatabase>(), TimeProvider.System, NullLogger<PurgePlansJob>.Instance);
        (await job.PurgeAsync(Fire("1"), CancellationToken.None)).Should().Be(0);

        await database.AdvanceAsync(TimeSpan.FromDays(30));
        (await job.PurgeAsync(Fire("2"), CancellationToken.None)).Should().Be(1);

        (await database.ValueAsync<long>("select count(*) from migration.plan_rows where run_id = $1", run.Run.Value)).Should().Be(0);
        (await database.ValueAsync<long>("select count(*) from migration.plan_people where run_id = $1", run.Run.Value)).Should().Be(0);
        (await database.ValueAsync<long>("select count(*) from migration.source_keys where run_id = $1 and entity = 'CASE'", run.Run.Value)).Should().Be(10);
        (await database.ValueAsync<long>("select count(*) from migration.ledger where run_id = $1 and entity = 'CASE' and fingerprint is not null", run.Run.Value)).Should().Be(10);
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where action = 'PurgeMigrationSource' and entity_id = $1", run.Run.Value.ToString())).Should().Be(1);
    }

    private static JobFire Fire(string id) => new(PurgePlansJob.Name, TimeProvider.System.GetUtcNow(), id);
}
