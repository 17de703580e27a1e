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
