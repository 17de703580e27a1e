using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Postgres;

/// <summary>platform.md PLT-23, quality.md F16 and F17: one wall is taken down at a time, by a superuser, in a database of its own.</summary>
public sealed class StartUpSelfTestTests
{
    // A login that stands for ops_app: roles belong to the whole server, and the other tests go on using the real one.
    private const string Login = "{login}";

    [Fact]
    public async Task A_migrated_database_passes() => (await CauseAsync("")).Should().BeNull();

    [Theory]
    [InlineData($"alter role {Login} superuser", "superuser")]
    [InlineData($"alter role {Login} bypassrls", "BYPASSRLS")]
    [InlineData($"grant ops_definer to {Login}", "member of ops_definer")]
    [InlineData($"grant ops_owner to {Login}", "member of ops_owner")]
    [InlineData($"alter table host.data_protection_keys owner to {Login}", "owns host.data_protection_keys")]
    [InlineData($"alter table access.operator owner to {Login}", "owns access.operator")]
    [InlineData($"alter table platform.organizations owner to {Login}", "owns platform.organizations")]
    public async Task A_login_that_could_go_around_row_security_is_refused(string breakIt, string cause) =>
        (await CauseAsync(breakIt)).Should().Contain(cause);

    [Theory]
    [InlineData("alter table platform.organizations disable row level security", "platform.organizations")]
    [InlineData("alter table platform.organizations no force row level security", "platform.organizations")]
    [InlineData(
        """
        do $$
        declare
            each text;
        begin
            for each in select polname from pg_policy where polrelid = 'platform.organizations'::regclass loop
                execute format('drop policy %I on platform.organizations', each);
            end loop;
        end
        $$
        """,
        "platform.organizations")]
    [InlineData("create table platform.made_tomorrow (organization_id uuid)", "platform.made_tomorrow")]
    [InlineData(
        """
        create table platform.made_tomorrow (organization_id uuid, day date) partition by range (day);
        alter table platform.made_tomorrow enable row level security;
        alter table platform.made_tomorrow force row level security;
        create policy everyone on platform.made_tomorrow using (false);
        create table platform.made_tomorrow_2026 partition of platform.made_tomorrow for values from ('2026-01-01') to ('2027-01-01')
        """,
        "platform.made_tomorrow_2026")]
    public async Task A_table_without_its_whole_row_security_is_refused(string breakIt, string table) =>
        (await CauseAsync(breakIt)).Should().Contain(table + " ").And.Contain("row security");

    [Theory]
    [InlineData("create function access.shortcut() returns int language sql security definer as 'select 1'", "access.shortcut()")]
    [InlineData("create function platform.shortcut() returns int language sql security definer as 'select 1'", "platform.shortcut()")]
    [InlineData(
        """
        create schema later authorization ops_owner;
        create function later.shortcut() returns int language sql security definer as 'select 1'
        """,
        "later.shortcut()")]
    public async Task A_definer_function_whose_search_path_is_the_callers_is_refused(string breakIt, string function) =>
        (await CauseAsync(breakIt)).Should().Contain(function).And.Contain("search_path");

    [Fact]
    public async Task A_view_that_reads_with_its_owners_rights_is_refused() =>
        (await CauseAsync("create view platform.peek as select 1 as one")).Should().Contain("platform.peek").And.Contain("security_invoker");

    [Fact]
    public async Task A_view_that_reads_with_its_callers_rights_passes() =>
        (await CauseAsync("create view platform.peek with (security_invoker = true) as select 1 as one")).Should().BeNull();

    [Fact]
    public async Task Another_contract_version_is_refused() =>
        (await CauseAsync("create or replace function platform.contract_version() returns integer language sql as 'select 2'"))
            .Should().Contain("contract version 2");

    [Fact]
    public async Task A_platform_that_does_not_answer_is_refused() =>
        (await CauseAsync("drop function platform.contract_version()")).Should().Contain("does not answer");

    private static async Task<string?> CauseAsync(string breakIt)
    {
        var login = "app_" + Guid.CreateVersion7().ToString("N")[20..];
        try
        {
            await using var database = await TestDatabase.CreateAsync();
            await database.ExecuteAsync($"""
                create role {login} login noinherit password 'scram';
                grant ops_portal to {login};
                do $$ begin execute format('grant connect on database %I to {login}', current_database()); end $$;
                """);
            if (breakIt.Length > 0)
                await database.ExecuteAsync(breakIt.Replace(Login, login, StringComparison.Ordinal));

            var connection = new NpgsqlConnectionStringBuilder(database.AppConnectionString) { Username = login, Password = "scram" };
            return (await Record.ExceptionAsync(() => StartUpSelfTest.RunAsync(connection.ConnectionString, isDevelopment: true, CancellationToken.None))) switch
            {
                null => null,
                StartRefused refused => refused.Message,
                var other => throw new InvalidOperationException("Not a refusal", other),
            };
        }
        finally
        {
            await TestTemplate.ExecuteAsync(await PostgresServer.AdminAsync("postgres"), $"drop role if exists {login}");
        }
    }
}
