using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Ethico.Ops.Tests.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>Staged content without any condition in the query: the policies alone keep tenants and runs apart.</summary>
public sealed class RowPolicyTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private static readonly string[] Content = ["staged_rows", "staged_people", "staged_investigations", "staged_references", "staged_hashes", "findings", "finding_groups", "row_passes"];

    private readonly World world = new(database);

    [Fact]
    public async Task MIG_20_A_key_to_one_tenant_sees_no_staged_content_of_another_and_writes_to_its_own_run_only()
    {
        var theirs = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        await theirs.ValidateAsync();
        var mine = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows));
        var beside = await StagedDesk.OpenAsync(world, StagedDesk.Csv(RowDesk.SixRows), desk: mine.Desk);
        await beside.ValidateAsync();
        var grant = await mine.Desk.GiveAsync(mine.Run, GrantPurpose.Validate);

        foreach (var table in Content)
        {
            (await OfAsync(grant, $"select count(distinct organization_id) from migration.{table} where organization_id <> '{mine.Desk.Tenant.Value}'")).Should().Be(0, table);
            (await OfAsync(grant, $"select count(*) from migration.{table}")).Should().BePositive($"{table} of the tenant's other run is there");
            (await OfAsync(grant, $"with gone as (delete from migration.{table} returning 1) select count(*) from gone")).Should().Be(0, $"{table} of another run");
        }

        var copy = () => OfAsync(
            grant,
            $"""
            with copied as (insert into migration.staged_rows (organization_id, run_id, row_number, file_number, file_row, line, state, digest)
            values ('{theirs.Desk.Tenant.Value}', '{mine.Run.Value}', 7, 1, 7, 8, 'READY', '') returning 1) select count(*) from copied
            """);
        (await copy.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    private async Task<long> OfAsync(RunGrant grant, string sql)
    {
        var answer = await world.Get<OpsDatabase>().RunAsync(
            grant,
            async (context, token) =>
            {
                await using var command = context.Command(sql);
                return Outcome.Of((long)(await command.ExecuteScalarAsync(token))!);
            },
            default);
        return answer.Value;
    }
}
