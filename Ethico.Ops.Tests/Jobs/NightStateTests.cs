using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>What a night keeps of accounts and features, against a plain count of the raw events: not one night against another.</summary>
public sealed class NightStateTests : NightGround
{
    // Every event that counts, by its day: written down here a second time on purpose.
    private const string Counted = """
        select e.organization_id, e.account_id, e.kind, e.feature, (e.occurred_at at time zone 'UTC')::date as day
        from platform.usage_events e
        where e.actor_kind in ('CLIENT', 'MACHINE') and e.succeeded and (e.feature is null or e.feature <> 'NO_SUCH_FEATURE')
          and e.occurred_at <= e.ingested_at + interval '10 minutes'
          and (e.ingested_at at time zone 'UTC')::date - (e.occurred_at at time zone 'UTC')::date <= 35
        """;

    [Fact]
    public async Task CS_10_P9_After_late_doubled_and_disordered_nights_every_window_is_a_plain_count_of_the_events()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 30);
        await CompleteAsync(world);
        for (var night = 1; night <= 5; night++)
        {
            // Nights of which only the last day is new, and nights that go back: each is counted in its own way.
            await (night is 1 or 3 ? Histories.ArriveAsync(Database, Start, night) : Histories.ArriveInTimeAsync(Database, Start, night));
            await ToAsync(Start.AddDays(night));
            await CompleteAsync(world);
        }

        (await ApartAsync(
            "select organization_id, account_id, day from client_success.account_day where day between '2026-02-01' and '2026-06-19'",
            "select distinct organization_id, account_id, day from counted where account_id is not null and day between '2026-02-01' and '2026-06-19'")).Should().Be(0);
        (await ApartAsync(
            "select organization_id, feature, actor, day from client_success.feature_account_day where day between '2026-02-01' and '2026-06-19'",
            "select distinct organization_id, feature, account_id::text, day from counted where account_id is not null and kind = 'FEATURE' and day between '2026-02-01' and '2026-06-19'"))
            .Should().Be(0);
        (await ApartAsync(
            "select organization_id, day, sign_ins::bigint, active_accounts::bigint, active_7::bigint, active_30::bigint from client_success.usage_day where day between '2026-05-16' and '2026-06-19'",
            """
            select u.organization_id, u.day, count(c.day) filter (where c.day = u.day and c.kind = 'SIGN_IN'), count(distinct c.account_id) filter (where c.day = u.day),
                count(distinct c.account_id) filter (where c.day > u.day - 7), count(distinct c.account_id)
            from (select id as organization_id, g::date as day from platform.organizations cross join generate_series(date '2026-05-16', date '2026-06-19', interval '1 day') g) u
            left join counted c on c.organization_id = u.organization_id and c.day between u.day - 29 and u.day and c.account_id is not null
            group by 1, 2
            """)).Should().Be(0);
        // Worked with by people over a month or a quarter, or run by machines: the three ways there are.
        (await ApartAsync(
            """
            select organization_id, feature, day, uses::bigint, accounts::bigint, uses_window::bigint, accounts_window::bigint, use_days::bigint, last_use
            from client_success.feature_day where feature in ('CASE_MANAGEMENT', 'POLICY_MANAGEMENT', 'API_USAGE') and day between '2026-05-16' and '2026-06-19'
            """,
            """
            select u.organization_id, u.feature, u.day, count(c.day) filter (where c.day = u.day), count(distinct c.account_id) filter (where c.day = u.day),
                count(c.day), count(distinct c.account_id), count(distinct c.day), max(c.day)
            from (
                select o.id as organization_id, f.feature, f.days, f.is_machine, g::date as day from platform.organizations o
                cross join (values ('CASE_MANAGEMENT', 30, false), ('POLICY_MANAGEMENT', 90, false), ('API_USAGE', 30, true)) f (feature, days, is_machine)
                cross join generate_series(date '2026-05-16', date '2026-06-19', interval '1 day') g) u
            left join counted c on c.organization_id = u.organization_id and c.feature = u.feature and c.kind = 'FEATURE' and c.day between u.day - u.days + 1 and u.day
                and (c.account_id is null) = u.is_machine
            group by 1, 2, 3
            """)).Should().Be(0);
        (await Database.ValueAsync<long>("select count(*) from client_success.feature_day where feature = 'API_USAGE' and uses_window > 0")).Should().BePositive("nothing equals nothing");
        (await Database.ValueAsync<long>("select count(*) from client_success.health_snapshot where 'RESTATED' = any (flags)")).Should().BePositive();
    }

    [Fact]
    public async Task CS_10_P9_A_last_day_counted_alone_is_what_a_rebuild_makes_of_it()
    {
        const string zone = "America/New_York";
        await using var world = Night(zone);
        await Histories.FillAsync(Database, 12);
        await Histories.WorkAsync(Database, zone);
        await CompleteAsync(world);
        // All of them within the local day.
        await Histories.ArriveInTimeAsync(Database, Start.AddHours(6), 1);
        await ToAsync(Start.AddDays(1));
        await CompleteAsync(world);
        (await Database.ValueAsync<long>("select count(*) from client_success.usage_day where rolled_at = (select max(rolled_at) from client_success.usage_day)"))
            .Should().Be(12, "each client's last day alone was counted");
        string[] tables = ["usage_day", "feature_day", "usage_period", "campaign_line", "ticket_line", "case_week", "account_use"];
        foreach (var table in tables)
            await Database.ExecuteAsync($"create table public.{table} as select * from client_success.{table}");

        await Database.ExecuteAsync(
            $"truncate {string.Join(", ", tables.Except(["feature_day"]).Select(t => "client_success." + t))}, client_success.health_snapshot, client_success.run, client_success.owed_day, client_success.alert, client_success.cs_task");
        await CompleteAsync(world);

        foreach (var table in tables)
        {
            // A rebuild reaches back half a year from its own day.
            var rows = $"where coalesce((to_jsonb(t) ->> 'day')::date, (to_jsonb(t) ->> 'first_day')::date, (to_jsonb(t) ->> 'week')::date, '2026-06-15') >= '{(table is "usage_day" or "feature_day" ? "2026-06-15" : "2026-02-01")}'";
            (await ApartAsync($"select to_jsonb(t) - 'rolled_at' from public.{table} t {rows}", $"select to_jsonb(t) - 'rolled_at' from client_success.{table} t {rows}")).Should().Be(0, table);
        }

        var counted = await Database.ValueAsync<string[]>(
            """
            select array_agg(x.key) from (
                select e.key from public.usage_day u cross join jsonb_each_text(to_jsonb(u)) e
                where u.day = '2026-06-15' and e.key ~ '^(enabled|case|closed|past|campaign|assignment|due|completed|attestation|report|ticket)' and e.key <> 'report_views'
                group by 1 having sum(e.value::integer) = 0) x
            """);
        counted.Should().BeNull("nothing equals nothing");
    }

    [Fact]
    public async Task CS_10_What_is_too_late_from_the_future_or_of_nobody_is_rejected_once()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 5);
        await CompleteAsync(world);
        await Database.ExecuteAsync(
            """
            insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, kind, feature)
            select x.organization_id, gen_random_uuid(), x.at, '2026-06-16 03:00Z', 'CLIENT', gen_random_uuid(), case when x.feature is null then 'SIGN_IN' else 'FEATURE' end, x.feature
            from (
                select id, timestamptz '2026-06-15 10:00Z', null from platform.organizations
                union all select id, '2026-06-16 03:20Z', null from platform.organizations
                union all select id, '2026-04-01 10:00Z', null from platform.organizations
                union all select id, '2026-06-15 10:00Z', 'NO_SUCH_FEATURE' from platform.organizations
                union all select gen_random_uuid(), '2026-06-15 10:00Z', null from generate_series(1, 3)) x (organization_id, at, feature)
            """);
        await ToAsync(Start.AddDays(1));

        await CompleteAsync(world);

        (await Database.ValueAsync<long>("select rejected_events from client_success.run where kind = 'ROLLUP' and day = '2026-06-15'")).Should().Be(18);
    }

    [Fact]
    public async Task CS_10_After_half_a_year_no_day_of_an_account_is_left_and_what_is_younger_stays()
    {
        await using var world = Night();
        await Histories.FillAsync(Database, 10);
        await CompleteAsync(world);
        var young = await Database.ValueAsync<long>("select count(*) from client_success.account_day where day >= '2026-03-25'");
        var used = await Database.ValueAsync<long>("select count(*) from client_success.feature_account_day where day >= '2026-03-25'");

        (await world.Get<INightBook>().PurgeAsync(new DateOnly(2026, 3, 25).AddDays(180), Ct)).Value.Should().BePositive();

        young.Should().BePositive();
        (await Database.ValueAsync<string>("select min(day)::text || ' ' || count(*) from client_success.account_day")).Should().Be($"2026-03-25 {young}");
        (await Database.ValueAsync<string>("select min(day)::text || ' ' || count(*) from client_success.feature_account_day")).Should().Be($"2026-03-25 {used}");
    }

    [Fact]
    public async Task CS_10_The_days_of_a_database_that_was_there_before_are_taken_over_as_they_are()
    {
        await using var before = await TestDatabase.CreateBareAsync();
        await MigrateAsync(before, [.. SchemaMigration.All.TakeWhile(m => m.Id != "0009-night")]);
        await before.ExecuteAsync(
            """
            insert into client_success.account_day (organization_id, account_id, day)
            select md5('t' || g % 3)::uuid, md5('a' || g % 7)::uuid, date '2026-06-01' - (g * 37 % 170) from generate_series(1, 200) g on conflict do nothing;
            insert into client_success.feature_account_day (organization_id, feature, actor, day, is_machine, uses)
            select md5('t' || g % 3)::uuid, 'CASE_MANAGEMENT', case when g % 5 = 0 then 'api' else md5('a' || g % 7)::uuid::text end, date '2026-06-01' - (g * 41 % 170), g % 5 = 0, 1 + g % 3
            from generate_series(1, 200) g on conflict do nothing;
            insert into client_success.usage_day
            select (jsonb_populate_record(null::client_success.usage_day, x.zeros || jsonb_build_object('organization_id', d.organization_id, 'day', d.day, 'rolled_at', now()))).*
            from (select distinct organization_id, day from client_success.feature_account_day) d
            cross join (
                select jsonb_object_agg(column_name, 0) as zeros from information_schema.columns
                where table_schema = 'client_success' and table_name = 'usage_day' and data_type = 'integer') x;
            -- Who used a feature was active.
            insert into client_success.account_day (organization_id, account_id, day)
            select organization_id, actor::uuid, day from client_success.feature_account_day where not is_machine on conflict do nothing;
            create table public.accounts_before as select * from client_success.account_day;
            create table public.features_before as select * from client_success.feature_account_day;
            """);

        await MigrateAsync(before, [.. SchemaMigration.All]);

        (await before.ValueAsync<string>(
            """
            select concat_ws(' ', (select count(*) > 100 from client_success.account_day),
                (select count(*) from (table public.accounts_before except table client_success.account_day) x),
                (select count(*) from (table client_success.account_day except table public.accounts_before) x),
                (select count(*) from (select organization_id, feature, actor, day from public.features_before where not is_machine except table client_success.feature_account_day) x),
                (select count(*) from (table client_success.feature_account_day except select organization_id, feature, actor, day from public.features_before where not is_machine) x),
                (select sum(uses) filter (where not is_machine) from public.features_before) = (select sum(people_uses) from client_success.feature_use_day),
                (select sum(uses) filter (where is_machine) from public.features_before) = (select sum(machine_uses) from client_success.feature_use_day))
            """)).Should().Be("t 0 0 0 0 t t");
    }

    private static Task MigrateAsync(TestDatabase old, IReadOnlyList<SchemaMigration> migrations) =>
        new DatabaseMigrator(migrations, NullLogger<DatabaseMigrator>.Instance).MigrateAsync(old.AdminConnectionString, Ct);

    // How many rows are in one and not in the other, whichever way.
    private Task<long> ApartAsync(string stored, string plain) => Database.ValueAsync<long>(
        $"with counted as materialized ({Counted}), a as materialized ({stored}), b as materialized ({plain}) select count(*) from ((table a except table b) union all (table b except table a)) x");

    // Nothing here is a night on which nothing is owed.
    private async Task CompleteAsync(World world) => (await RunAllAsync(world)).Should().OnlyContain(r => r.State == NightState.Completed);
}
