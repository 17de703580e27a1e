using System.Data;
using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Support;

/// <summary>A list that lost its index is only slow, and nobody would see it: 20,000 cases in one tenant beside another's 20,000.</summary>
public sealed class CasePlanTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database, WorkspaceKeys.Add);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task PLT17_The_case_list_and_a_case_are_read_through_their_indexes_under_the_doors_own_role()
    {
        var key = await FilledAsync();
        var after = CaseCursor.After(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), Guid.Empty);

        foreach (var sort in Enum.GetValues<CaseSort>())
        {
            (await PlanAsync(key, CaseListSql.Page(CaseFilter.All, null, sort, null, 26)))
                .Should().Contain("cases_of_tenant_by_opening").And.NotContain("Seq Scan on cases").And.NotContain("Sort Key: c.opened_at");
            (await PlanAsync(key, CaseListSql.Page(CaseFilter.All, null, sort, after, 26)))
                .Should().Contain("cases_of_tenant_by_opening").And.NotContain("Seq Scan on cases");
        }

        (await PlanAsync(key, CaseListSql.Page(new() { Statuses = [CaseStatus.Open, CaseStatus.OnHold] }, null, CaseSort.Newest, null, 26)))
            .Should().Contain("cases_open_of_tenant").And.NotContain("Seq Scan on cases");
        (await PlanAsync(key, CaseListSql.Page(new() { Term = "C-2026-0001" }, "C-2026-0001", CaseSort.Newest, null, 26)))
            .Should().Contain("cases_organization_id_reference_number_key").And.NotContain("Seq Scan on cases");
        (await PlanAsync(key, CaseDetailSql.Header(null, "C-2026-00017")))
            .Should().Contain("cases_organization_id_reference_number_key").And.NotContain("Seq Scan on cases");
        (await PlanAsync(key, CaseDetailSql.Header(Guid.Empty, null))).Should().Contain("Index Scan using cases_").And.NotContain("Seq Scan on cases");
    }

    private async Task<TenantKey> FilledAsync()
    {
        var tenant = await Seed.TenantAsync(world, "Large Works", "Zqcanary", cases: 4);
        var other = await Seed.TenantAsync(world, "Other Works", "Zqother", cases: 4);
        foreach (var filled in (SeededTenant[])[tenant, other])
        {
            await database.ExecuteAsync(
                """
                insert into platform.cases (organization_id, id, reference_number, status, outcome, category_id, opened_at, closed_at, handler_id)
                select $1, gen_random_uuid(), 'C-2026-' || lpad(n::text, 5, '0'), case when n % 10 = 0 then 'OPEN' else 'CLOSED' end,
                    case when n % 10 <> 0 then 'DISMISSED' end, $2, timestamptz '2021-01-01' + n * interval '2 hours',
                    case when n % 10 <> 0 then timestamptz '2021-01-01' + (n + 20) * interval '2 hours' end, $3
                from generate_series(11, 20000) n
                """,
                filled.Id.Value, filled.Category, filled.Accounts[0]);
        }

        await database.ExecuteAsync("analyze platform.cases");
        var who = await world.OperatorAsync(Role.SupportTier2);
        return new(who, (await world.EnterAsync(who, tenant.Id)).Id);
    }

    private async Task<string> PlanAsync(TenantKey key, FormattableString sql) =>
        (await world.Get<OpsDatabase>().TenantAsync(
            key,
            new AuditAct(AuditAction.ViewCase) { EntityType = "Plan" },
            async (context, ct) =>
            {
                var holes = Enumerable.Range(1, sql.ArgumentCount).Select(i => (object)string.Create(CultureInfo.InvariantCulture, $"${i}")).ToArray();
                await using var command = (NpgsqlCommand)context.Database.GetDbConnection().CreateCommand();
                command.Transaction = (NpgsqlTransaction)context.Database.CurrentTransaction!.GetDbTransaction();
                command.CommandText = "explain " + string.Format(CultureInfo.InvariantCulture, sql.Format, holes);
                foreach (var value in sql.GetArguments())
                    command.Parameters.AddWithValue(value!);
                var lines = new List<string>();
                await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, ct);
                while (await reader.ReadAsync(ct))
                    lines.Add(reader.GetString(0));
                return Outcome.Of(string.Join('\n', lines));
            },
            CancellationToken.None)).Value;
}
