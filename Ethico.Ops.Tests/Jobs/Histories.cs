using Ethico.Ops.Tests.Support;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>Random histories of use, the same in every run: what the night is tried on.</summary>
internal static class Histories
{
    /// <summary>Tenants with six accounts each and half a year of random use; each is a history of its own.</summary>
    public static async Task FillAsync(TestDatabase database, int tenants, int eventsEach = 250)
    {
        await database.ExecuteAsync("insert into platform.plans (code, name) values ('STANDARD', 'Standard') on conflict do nothing");
        await database.ExecuteAsync(
            """
            insert into platform.organizations (id, name, search_name, status, status_at, plan, live_at)
            select md5('tenant' || g)::uuid, 'History ' || g, 'history ' || g, 'ACTIVE', '2025-01-01', 'STANDARD', '2025-06-01' from generate_series(1, $1) g
            """, tenants);
        await database.ExecuteAsync(
            """
            insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain, created_at)
            select o.id, md5(o.id::text || g)::uuid, 'EMPLOYEE', 'ACTIVE', 'N', 'n', 'x@example.test', decode(md5(o.id::text || g) || md5(o.id::text || g), 'hex'), 'example.test', '2025-01-01'
            from platform.organizations o, generate_series(1, 6) g;
            insert into platform.account_status_history (organization_id, account_id, from_at, status, recorded_at)
            select a.organization_id, a.id, timestamptz '2025-06-01', 'ACTIVE', '2025-06-01' from platform.accounts a;
            insert into platform.entitlements (organization_id, feature, from_on)
            select o.id, f, date '2025-06-01' from platform.organizations o, unnest(array['CASE_MANAGEMENT', 'INVESTIGATIONS', 'POLICY_MANAGEMENT', 'API_USAGE', 'AI_ASSISTANT']) f
            """);
        await EventsAsync(database, tenants * eventsEach, "timestamptz '2026-06-15 00:00Z' - random() * interval '150 days'", "e.at + interval '1 minute'");
    }

    /// <summary>Late by up to forty days, from the future, doubled, and in no order; states that change in the past.</summary>
    public static async Task ArriveAsync(TestDatabase database, DateTimeOffset start, int night)
    {
        var now = start.AddDays(night - 1).AddHours(3).ToString("O");
        await EventsAsync(database, 400, $"timestamptz '{now}' - power(random(), 2) * interval '40 days' + case when random() < 0.02 then interval '3 hours' else interval '0' end", $"timestamptz '{now}'");
        await database.ExecuteAsync(
            $"""
            insert into platform.account_status_history (organization_id, account_id, from_at, status, recorded_at)
            select a.organization_id, a.id, timestamptz '{now}' - random() * interval '30 days', (array['ACTIVE', 'DISABLED'])[1 + floor(random() * 2)::int], timestamptz '{now}'
            from platform.accounts a where random() < 0.02
            """);
    }

    /// <summary>Of the day itself, and nothing late: what most clients' nights are like.</summary>
    public static Task ArriveInTimeAsync(TestDatabase database, DateTimeOffset start, int night)
    {
        var now = start.AddDays(night - 1).AddHours(3).ToString("O");
        return EventsAsync(database, 60, $"timestamptz '{now}' - random() * interval '14 hours'", $"timestamptz '{now}'");
    }

    /// <summary>Cases, campaigns, tickets and reports of half a year, most of them young, and a third of their instants a local midnight: the edge of a window.</summary>
    public static Task WorkAsync(TestDatabase database, string zone) => database.ExecuteAsync(
        $"""
        set session_replication_role = replica;
        -- Each row draws its own instants.
        set enable_memoize = off;
        select setseed(0.17);
        create function public.some_time(p_back double precision, p_on double precision) returns timestamptz language sql volatile as $$
            select case when random() < 0.33 then date_trunc('day', x, '{zone}') else x end
            from (select timestamptz '2026-06-15 06:00Z' - power(random(), 3) * p_back * interval '1 day' + p_on * interval '1 day') w (x) $$;
        insert into platform.cases (organization_id, id, reference_number, status, outcome, severity, category_id, opened_at, closed_at, due_at, queue_id, tags, is_test,
            source_system, source_record_id, migration_run_id, migrated_at, created_at, updated_at)
        select o.id, gen_random_uuid(), 'C-' || g, case when z.is_closed then 'CLOSED' else 'OPEN' end, case when z.is_closed then 'INCONCLUSIVE' end,
            (array['HIGH', 'LOW', null])[1 + floor(random() * 3)::int], gen_random_uuid(), z.opened_at, z.closed_at,
            case when random() < 0.8 then case when random() < 0.2 then z.closed_at else z.opened_at + random() * interval '40 days' end end, gen_random_uuid(), array[]::text[], random() < 0.05,
            case when z.is_dateless then 'old' end, case when z.is_dateless then 'r' || g end, case when z.is_dateless then gen_random_uuid() end,
            case when z.is_dateless then timestamptz '2026-01-01' end, z.opened_at, '2026-01-01'
        from platform.organizations o cross join generate_series(1, 60) g
        cross join lateral (select public.some_time(200 + 0 * g, 1.2) as opened_at, random() < 0.6 as is_closed, random() < 0.05 as is_dateless offset 0) y
        cross join lateral (
            select y.opened_at, y.is_closed, y.is_closed and y.is_dateless as is_dateless,
                case when y.is_closed and not y.is_dateless then greatest(y.opened_at, public.some_time(120 + 0 * g, 1.2)) end as closed_at offset 0) z;
        insert into platform.case_events (organization_id, id, case_id, kind, occurred_at, recorded_at, actor_kind, before_code, after_code)
        select c.organization_id, gen_random_uuid(), c.id, x.kind, x.at, '2026-01-01', 'CLIENT', x.at - interval '9 days', case x.kind when 'DUE_CHANGED' then x.at + interval '9 days' end
        from (select * from platform.cases where random() < 0.15) c
        cross join lateral (select (array['REOPENED', 'DUE_CHANGED', 'CLOSED'])[1 + floor(random() * 3)::int] as kind, c.opened_at + random() * interval '60 days' as at from generate_series(1, 3)) x;
        insert into platform.campaigns (organization_id, id, kind, name, status, starts_at, ends_at)
        select o.id, gen_random_uuid(), (array['ATTESTATION', 'COI'])[1 + g % 2], 'K' || g, (array['RUNNING', 'ENDED', 'CANCELLED'])[1 + g % 3], x.at, case when g % 4 > 0 then x.at + random() * interval '120 days' end
        from platform.organizations o cross join generate_series(1, 6) g cross join lateral (select public.some_time(200 + 0 * g, 1.2) as at offset 0) x;
        insert into platform.campaign_assignments (organization_id, id, campaign_id, account_id, due_at, status, completed_at, withdrawn_at, updated_at)
        select k.organization_id, gen_random_uuid(), k.id, a.id, x.due, x.status, case x.status when 'COMPLETED' then x.at end, case when x.status in ('EXEMPT', 'CANCELLED') then x.at end, '2026-01-01'
        from platform.campaigns k join platform.accounts a on a.organization_id = k.organization_id
        cross join lateral (
            select public.some_time(length(a.name_key) * 200, (array[1.2, 20])[1 + floor(random() * 2)::int]) as due, (array['ASSIGNED', 'COMPLETED', 'COMPLETED', 'EXEMPT', 'CANCELLED'])[1 + floor(random() * 5)::int] as status,
                public.some_time(length(a.name_key) * 15, 1.2) as at offset 0) x;
        insert into platform.support_tickets (organization_id, id, number, severity, status, subject, opened_at, resolved_at, duplicate_of_id, is_internal, is_test, updated_at)
        select o.id, gen_random_uuid(), 'TKT-' || (1000 + row_number() over ()), (array['LOW', 'MEDIUM', 'HIGH', 'URGENT'])[1 + g % 4], 'CLOSED', 'T', x.at, x.at + interval '1 hour',
            case when g % 17 = 0 then gen_random_uuid() end, g % 19 = 0, g % 23 = 0, '2026-01-01'
        from platform.organizations o cross join generate_series(1, 120) g cross join lateral (select public.some_time(80 + 0 * (g + length(o.name)), 1.2) as at offset 0) x;
        insert into platform.reports (organization_id, id, reference_number, kind, reporter_type, received_at, details, submitted_at, is_test, updated_at)
        select o.id, gen_random_uuid(), 'R-' || g, case when g % 7 = 0 then 'INFORMATION_REQUEST' else 'REPORT' end, 'UNKNOWN', public.some_time(120 + 0 * g, 1.2), 'D', '2026-01-01', g % 11 = 0, '2026-01-01'
        from platform.organizations o cross join generate_series(1, 40) g;
        drop function public.some_time(double precision, double precision);
        reset session_replication_role;
        reset enable_memoize
        """);

    private static Task EventsAsync(TestDatabase database, int count, string at, string ingested) => database.ExecuteAsync(
        $"""
        select setseed(0.42);
        insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, machine, kind, feature, succeeded)
        select e.organization_id, gen_random_uuid(), e.at, {ingested}, case when e.r < 0.8 then 'CLIENT' when e.r < 0.9 then 'MACHINE' else 'STAFF' end,
            case when e.r between 0.8 and 0.9 then null else e.account_id end, case when e.r between 0.8 and 0.9 then 'api' end,
            case when e.r between 0.8 and 0.9 then 'FEATURE' when e.f < 0.4 then 'SIGN_IN' else 'FEATURE' end,
            case when e.r between 0.8 and 0.9 then 'API_USAGE' when e.f < 0.4 then null
                else (array['CASE_MANAGEMENT', 'INVESTIGATIONS', 'POLICY_MANAGEMENT', 'AI_ASSISTANT', 'NO_SUCH_FEATURE'])[1 + floor(e.f * 5)::int] end, random() < 0.97
        from (
            select a.organization_id, a.account_id, w.at, w.r, w.f
            from (
                select 1 + floor(random() * (select count(*) from platform.accounts))::int as place, {at} as at, random() as r, random() as f
                from generate_series(1, {count})) w
            join (select x.organization_id, x.id as account_id, row_number() over (order by x.id) as place from platform.accounts x) a on a.place = w.place) e
        on conflict do nothing
        """);
}
