using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Stores.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.OverViews;

/// <summary>platform.md PLT-22: that the second database is what it says, and that it would show a view put up wrongly.</summary>
[OverViews]
public sealed class PlatformAsViewsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Columns = """
        select array_agg(format('%s.%s %s %s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), col_description(c.oid, a.attnum)) order by 1)
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'platform'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
        """;

    private const string Grants = """
        select array_agg(format('%s %s %s.%s', grantee, privilege_type, table_name, column_name) order by 1)
        from (
            select grantee, privilege_type, table_name, column_name from information_schema.column_privileges where table_schema = 'platform'
            union
            select grantee, privilege_type, table_name, '*' from information_schema.table_privileges where table_schema = 'platform') g
        where grantee like 'ops\_%' and grantee <> 'ops_owner' and table_name !~ '^usage_events_'
        """;

    [Fact]
    public async Task PLT_22_The_second_database_has_views_only_with_the_columns_and_grants_of_the_tables()
    {
        await using var tables = await TestDatabase.CreateOverTablesAsync();

        (await database.ValueAsync<string[]>("select array_agg(distinct c.relkind::text) from pg_class c where c.relnamespace = 'platform'::regnamespace and c.relkind <> 'c'"))
            .Should().Equal("v");
        (await database.ValueAsync<string[]>(Columns)).Should().HaveCountGreaterThan(300).And.Equal(await tables.ValueAsync<string[]>(Columns));
        (await database.ValueAsync<string[]>(Grants)).Should().HaveCountGreaterThan(300).And.Equal(await tables.ValueAsync<string[]>(Grants));
        (await tables.ValueAsync<long>("select count(*) from pg_class where relnamespace = 'platform'::regnamespace and relkind = 'v'")).Should().Be(0);
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("alter view platform.cases set (security_invoker = false)", "View platform.cases reads with its owner's rights")]
    [InlineData("alter table client_store.t_cases disable row level security", "Table client_store.t_cases holds a tenant's rows without row security")]
    [InlineData("alter table client_store.t_usage_events_default no force row level security", "Table client_store.t_usage_events_default holds")]
    [InlineData(
        """
        create view client_store.every_case as select * from client_store.t_cases;
        create view platform.more with (security_invoker = true) as select organization_id, id from client_store.every_case
        """,
        "View client_store.every_case reads with its owner's rights")]
    [InlineData(
        """
        create table client_store.outside (tenant uuid, words text);
        create view platform.more with (security_invoker = true) as select tenant as organization_id, words from client_store.outside
        """,
        "View platform.more shows a tenant's rows, and no table behind it has row security")]
    [InlineData("grant usage on schema client_store to ops_tenant", "The tables behind schema platform can be named in client_store by ops_tenant")]
    [InlineData("grant usage on schema client_store to public", "The tables behind schema platform can be named in client_store by ops_")]
    [InlineData("create materialized view platform.more as select organization_id, id from client_store.t_cases", "View platform.more reads with its owner's rights")]
    public async Task PLT_22_PLT_23_Start_up_takes_such_views_and_looks_behind_them(string breakIt, string? cause)
    {
        await using var own = await TestDatabase.CreateAsync();
        if (breakIt.Length > 0)
            await own.ExecuteAsync(breakIt);

        var fault = await Record.ExceptionAsync(() => StartUpSelfTest.RunAsync(own.AppConnectionString, isDevelopment: true, CancellationToken.None));

        if (cause is null)
            fault.Should().BeNull();
        else
            fault.Should().BeOfType<StartRefused>().Which.Message.Should().StartWith(cause);
    }

    /// <summary>As its owner sees nothing (<c>ops_owner</c> has no policy) or everything (a superuser), so do all who read it.</summary>
    [Theory]
    [InlineData("ops_owner", "42501: new row violates row-level security policy")]
    [InlineData("current_user", "Expected")]
    public async Task PLT_22_PLT_5_The_isolation_tests_fail_where_a_view_reads_with_its_owners_rights(string owner, string howItFails)
    {
        await using var own = await TestDatabase.CreateAsync();
        await own.ExecuteAsync($"alter view platform.cases owner to {owner}; alter view platform.cases set (security_invoker = false)");
        await using var isolation = new IsolationTests(own);

        var fault = await Record.ExceptionAsync(isolation.PLT5_Lists_filtered_by_another_tenants_ids_and_cursors_hold_nothing_of_it);

        fault.Should().BeAssignableTo<Exception>().Which.Message.Should().StartWith(howItFails);
    }
}
