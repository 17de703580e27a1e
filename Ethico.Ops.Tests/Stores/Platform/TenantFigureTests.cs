using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Platform;

/// <summary>PLT-12: the figures a definer function gives of an entered tenant, against a recount of every demo tenant's rows.</summary>
public class TenantFigureTests(DemoDatabase demo) : IClassFixture<DemoDatabase>
{
    private const string Recount = """
        select (select count(*) from platform.accounts a where a.organization_id = o.id and a.status = 'ACTIVE'),
            (select count(*) from platform.accounts a where a.organization_id = o.id),
            (select count(*) from platform.cases c where c.organization_id = o.id and not c.is_test and c.status <> 'CLOSED'),
            (select count(*) from platform.cases c where c.organization_id = o.id and not c.is_test),
            (select count(*) from platform.campaigns g where g.organization_id = o.id and g.status = 'RUNNING'),
            (select count(*) from platform.campaigns g where g.organization_id = o.id),
            (select count(*) from platform.policies p where p.organization_id = o.id and p.status = 'PUBLISHED'),
            (select count(*) from platform.policies p where p.organization_id = o.id),
            (select count(*) from platform.support_tickets t where t.organization_id = o.id and not t.is_test and t.status in ('OPEN', 'WAITING')),
            (select count(*) from platform.support_tickets t where t.organization_id = o.id and not t.is_test)
        from platform.organizations o where o.id = $1
        """;

    [Theory]
    [InlineData("ops_tenant", false)]
    [InlineData("ops_overview", true)]
    public async Task PLT_12_The_overview_of_every_demo_tenant_is_a_recount_of_its_rows(string role, bool isSuppressed)
    {
        var tenants = await demo.ListAsync("select id from platform.organizations order by 1");
        tenants.Should().HaveCount(60);
        foreach (var tenant in tenants.Select(Guid.Parse))
        {
            var counted = await CountAsync(tenant);
            var given = await OverviewAsync(tenant, role);

            given.Should().NotBeNull();
            given.Should().Equal(counted.Select(c => isSuppressed && c is >= 1 and <= 4 ? (long?)null : c), "{0} under {1}", tenant, role);
        }
    }

    [Fact]
    public async Task PLT_12_An_unknown_tenant_gives_no_row_and_no_type_admits_free_text()
    {
        (await OverviewAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), "ops_tenant")).Should().BeNull();
        (await OverviewAsync(null, "ops_tenant")).Should().BeNull("nobody entered anything");
        var types = await demo.Database.ValueAsync<string[]>(
            "select array_agg(distinct format_type(t, null) order by format_type(t, null)) from pg_proc p, unnest(p.proallargtypes) t where p.oid = 'platform.tenant_overview'::regproc");
        types.Should().Equal("bigint", "boolean", "timestamp with time zone");
    }

    private async Task<long[]> CountAsync(Guid tenant)
    {
        await using var connection = new NpgsqlConnection(demo.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Recount, connection);
        command.Parameters.AddWithValue(tenant);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return [.. Enumerable.Range(0, 10).Select(reader.GetInt64)];
    }

    // A session that this very transaction came through the door with, and that is gone with it.
    private async Task<long?[]?> OverviewAsync(Guid? tenant, string role)
    {
        await using var connection = new NpgsqlConnection(demo.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (tenant is { } entered)
        {
            await using var enter = new NpgsqlCommand(
                $"""
                insert into access.session (id, operator_id, role, organization_id, sees_content, needs_assignment, category, reason, expires_at, idle_span, last_act_at, entered_xact, recorded_xact)
                select '{entered}', o.id, 'PLATFORM_ADMIN', '{entered}', true, false, 'OTHER', 'A recount of its figures', access.now() + interval '1 hour', '30 minutes', access.now(),
                    pg_current_xact_id(), pg_current_xact_id()
                from access.operator o order by o.id limit 1;
                select set_config('ops.session', '{entered}', true)
                """,
                connection);
            await enter.ExecuteNonQueryAsync();
        }

        await using var look = new NpgsqlCommand($"set local role {role}; select * from platform.tenant_overview()", connection);
        await using var reader = await look.ExecuteReaderAsync();
        return await reader.ReadAsync() ? [.. Enumerable.Range(0, 10).Select(i => reader.IsDBNull(i) ? (long?)null : reader.GetInt64(i))] : null;
    }
}
