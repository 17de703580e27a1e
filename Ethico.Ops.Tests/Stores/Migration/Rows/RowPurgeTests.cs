using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

public sealed class RowPurgeTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly string[] Content =
        ["staged_rows", "staged_people", "staged_investigations", "staged_references", "staged_hashes", "staged_hash_changes", "findings", "fixes", "row_skips"];

    private readonly World world = new(database);

    [Fact]
    public async Task MIG_6_Thirty_days_after_completion_rows_findings_fixes_skips_and_samples_are_gone_and_counts_are_not()
    {
        var desk = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await desk.ValidateAsync();
        await desk.Rows.FixAsync(desk.Desk.Key, desk.Run, new RowFixWish.Cell(4, StagedDesk.Column("Narrative"), "Typed by a person, at some length"), default);
        var date = new FindingGroupKey(Rules.NotADate.Code, Severity.Error, StagedDesk.Column("Date Reported"));
        await desk.Rows.SkipAsync(desk.Desk.Key, desk.Run, new RowSkipWish(date, 5, "The date is not to be found out", 1), default);
        await desk.SaveAsync("PROFILE", """{"rows":6,"columns":[]}""");
        var other = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows), desk: desk.Desk);
        await other.ValidateAsync();
        foreach (var table in Content)
            (await CountAsync(desk, table)).Should().BePositive($"{table} is to be emptied");
        await desk.CompleteAsync();
        var job = new PurgeRowsJob(world.Get<OpsDatabase>(), TimeProvider.System, NullLogger<PurgeRowsJob>.Instance);
        await database.AdvanceAsync(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        (await job.PurgeAsync(Fire("1"), default)).Should().Be(0);

        await database.AdvanceAsync(TimeSpan.FromMinutes(1));
        (await job.PurgeAsync(Fire("2"), default)).Should().Be(1);
        (await job.PurgeAsync(Fire("3"), default)).Should().Be(0);

        foreach (var table in Content)
            (await CountAsync(desk, table)).Should().Be(0, table);
        (await desk.Database.RowsAsync("select kind from migration.run_documents where run_id = $1 order by 1")).Select(r => r[0]).Should().Equal("FORMAT", "MAPPING");
        (await CountAsync(desk, "finding_groups")).Should().BePositive();
        (await CountAsync(other, "staged_rows")).Should().Be(6);
        (await desk.Database.RowsAsync("select purged_at is not null from migration.runs where id = $1")).Single()[0].Should().Be(true);
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where action = 'PurgeMigrationSource' and entity_id = $1", desk.Run.Value.ToString())).Should().Be(1);
    }

    [Fact]
    public async Task MIG_6_The_job_door_may_delete_there_and_not_read()
    {
        foreach (var table in Content)
        {
            await using var connection = new NpgsqlConnection(database.AdminConnectionString);
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand($"set role ops_jobs; select * from migration.{table}", connection);
            var read = () => command.ExecuteNonQueryAsync();
            (await read.Should().ThrowAsync<PostgresException>(table)).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
        }
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    private static async Task<int> CountAsync(StagedDesk desk, string table) =>
        (int)(await desk.Database.RowsAsync($"select count(*)::int from migration.{table} where run_id = $1")).Single()[0]!;

    private static JobFire Fire(string id) => new(PurgeRowsJob.Name, TimeProvider.System.GetUtcNow(), id);
}
