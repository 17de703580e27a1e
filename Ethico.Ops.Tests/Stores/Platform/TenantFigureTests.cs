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

    // As many of each kind, all of them in the state that is counted.
    private const string OfEach = """
        insert into platform.organizations (id, name, search_name, status, status_at, plan)
            select $1, 'Edge', 'edge', 'ACTIVE', now(), min(code) from platform.plans;
        insert into platform.queues (organization_id, id, name, is_fallback, is_active) values ($1, $1, 'Intake', true, true);
        insert into platform.categories (organization_id, id, name, name_key) values ($1, $1, 'Other', 'other');
        insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain)
            select $1, gen_random_uuid(), 'EMPLOYEE', 'ACTIVE', 'One', 'one', 'one@edge.example', sha256(n::text::bytea), 'edge.example' from generate_series(1, $2) n;
        insert into platform.cases (organization_id, id, reference_number, status, category_id, opened_at, queue_id)
            select $1, gen_random_uuid(), 'C-' || n, 'OPEN', $1, now(), $1 from generate_series(1, $2) n;
        insert into platform.campaigns (organization_id, id, kind, name, status, starts_at)
            select $1, gen_random_uuid(), 'COI', 'One', 'RUNNING', now() from generate_series(1, $2);
        insert into platform.policies (organization_id, id, title, status, published_at)
            select $1, gen_random_uuid(), 'One', 'PUBLISHED', now() from generate_series(1, $2);
        insert into platform.support_tickets (organization_id, id, number, severity, status, subject, opened_at)
            select $1, gen_random_uuid(), 'EDGE-' || n, 'LOW', 'OPEN', 'One', now() from generate_series(1, $2) n
        """;

    // Five in every state there is, and five tests of each; acts of everybody, and one feed of every kind of neglect.
    private const string OfEachState = """
        insert into platform.organizations (id, name, search_name, status, status_at, plan)
            select $1, 'Edge', 'edge', 'ACTIVE', now(), min(code) from platform.plans;
        insert into platform.queues (organization_id, id, name, is_fallback, is_active) values ($1, $1, 'Intake', true, true);
        insert into platform.categories (organization_id, id, name, name_key) values ($1, $1, 'Other', 'other');
        insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain)
            select $1, gen_random_uuid(), 'EMPLOYEE', state, 'One', 'one', 'one@edge.example', sha256((state || n)::bytea), 'edge.example'
            from unnest(array['INVITED', 'ACTIVE', 'DISABLED']) state, generate_series(1, 5) n;
        insert into platform.cases (organization_id, id, reference_number, status, outcome, category_id, opened_at, closed_at, queue_id, is_test)
            select $1, gen_random_uuid(), concat_ws('-', 'C', state, test, n), state, case state when 'CLOSED' then 'DISMISSED' end, $1, now(), case state when 'CLOSED' then now() end, $1, test
            from unnest(array['NEW', 'OPEN', 'IN_PROGRESS', 'IN_REVIEW', 'AWAITING_INFO', 'ON_HOLD', 'CLOSED']) state, unnest(array[false, true]) test, generate_series(1, 5) n;
        insert into platform.campaigns (organization_id, id, kind, name, status, starts_at)
            select $1, gen_random_uuid(), 'COI', 'One', state, now() from unnest(array['DRAFT', 'RUNNING', 'ENDED', 'CANCELLED']) state, generate_series(1, 5);
        insert into platform.policies (organization_id, id, title, status, published_at)
            select $1, gen_random_uuid(), 'One', state, now() from unnest(array['DRAFT', 'PUBLISHED', 'RETIRED']) state, generate_series(1, 5);
        insert into platform.support_tickets (organization_id, id, number, severity, status, subject, opened_at, resolved_at, is_test)
            select $1, gen_random_uuid(), 'EDGE-' || row_number() over (), 'LOW', state, 'One', now(), case when state in ('RESOLVED', 'CLOSED') then now() end, test
            from unnest(array['OPEN', 'WAITING', 'RESOLVED', 'CLOSED']) state, unnest(array[false, true]) test, generate_series(1, 5);
        insert into platform.usage_events (organization_id, id, occurred_at, actor_kind, account_id, machine, kind, feature)
            select $1, gen_random_uuid(), timestamptz '2026-03-01 10:00Z' + n * interval '1 hour', actor, case actor when 'MACHINE' then null else $1 end, case actor when 'MACHINE' then 'feed' end, 'FEATURE', 'cases'
            from unnest(array['CLIENT', 'MACHINE', 'STAFF', 'IMPERSONATED', 'TEST']) with ordinality e (actor, n) where actor <> '$3';
        insert into platform.integrations (organization_id, id, kind, name, is_active, configured_at, last_sync_at, last_sync_ok)
            values ($1, gen_random_uuid(), 'HRIS', 'Older', true, now(), '2026-02-01Z', true), ($1, gen_random_uuid(), 'HRIS', 'Counts', true, now(), '2026-02-02Z', false),
                ($1, gen_random_uuid(), 'HRIS', 'Never ran', true, now(), null, null), ($1, gen_random_uuid(), 'HRIS', 'Switched off', false, now(), '2026-02-03Z', true),
                ($1, gen_random_uuid(), 'HRIS', 'Not set up', true, null, '2026-02-04Z', true), ($1, gen_random_uuid(), 'SSO', 'No feed', true, now(), '2026-02-05Z', true)
        """;

    [Theory]
    [InlineData("nobody", 12)]
    [InlineData("MACHINE", 11)]
    public async Task PLT_12_What_is_counted_is_what_the_figure_names_and_activity_is_the_clients_own(string without, int lastHour)
    {
        var tenant = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var arrange = OfEachState.Replace("$1", $"'{tenant}'::uuid", StringComparison.Ordinal).Replace("$3", without, StringComparison.Ordinal);

        var row = (await RowAsync(tenant, "ops_tenant", arrange))!;

        row[..10].Should().Equal(5L, 15L, 30L, 35L, 5L, 20L, 5L, 15L, 10L, 20L);
        row[10..].Should().Equal(new DateTime(2026, 3, 1, lastHour, 0, 0, DateTimeKind.Utc), true, new DateTime(2026, 2, 2, 0, 0, 0, DateTimeKind.Utc), false);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task PLT_12_One_to_four_are_withheld_from_who_sees_no_rows_and_zero_and_five_are_not(int each)
    {
        var tenant = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var arrange = OfEach.Replace("$1", $"'{tenant}'::uuid", StringComparison.Ordinal).Replace("$2", $"{each}", StringComparison.Ordinal);

        (await OverviewAsync(tenant, "ops_tenant", arrange)).Should().Equal(Enumerable.Repeat<long?>(each, 10));
        (await OverviewAsync(tenant, "ops_overview", arrange)).Should().Equal(Enumerable.Repeat<long?>(each is 1 or 4 ? null : each, 10));
    }

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

    private async Task<long?[]?> OverviewAsync(Guid? tenant, string role, string arrange = "select") =>
        (await RowAsync(tenant, role, arrange))?[..10].Select(cell => (long?)cell).ToArray();

    // A session that this very transaction came through the door with, and that is gone with it.
    private async Task<object?[]?> RowAsync(Guid? tenant, string role, string arrange)
    {
        await using var connection = new NpgsqlConnection(demo.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (tenant is { } entered)
        {
            await using var enter = new NpgsqlCommand(
                $"""
                {arrange};
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
        return await reader.ReadAsync() ? [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))] : null;
    }
}
