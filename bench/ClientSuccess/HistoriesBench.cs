using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Bench.ClientSuccess;

/// <summary>
/// P9: a thousand random histories, night by night with what comes late, doubled and out of order. Then everything once more from the
/// raw events alone, over the scores that stand: not one column of one row may change.
/// </summary>
internal static class HistoriesBench
{
    private const int Tenants = 1000;
    private const int Nights = 8;

    private static readonly DateOnly First = new(2026, 9, 20);

    // What was stored, beside what is stored now; the days a score can still be made of.
    private static readonly (string Name, string Rows)[] Compared =
    [
        ("snapshots", "select to_jsonb(x) from client_success.health_snapshot x"),
        ("usage days", "select to_jsonb(x) - 'rolled_at' from client_success.usage_day x where x.day > date '{0}' - 35"),
        ("feature days", "select to_jsonb(x) from client_success.feature_day x where x.day > date '{0}' - 35"),
        ("periods", "select to_jsonb(x) from client_success.usage_period x where x.first_day > date '{0}' - 35"),
        ("accounts", "select to_jsonb(x) from client_success.account_use x"),
    ];

    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var tenants = options.Of(Tenants);
        var database = await NightBench.AnewAsync(await Dataset.EnsureAsync("histories", options, admin => FillAsync(admin, tenants)));
        var clock = new NightBench.SteppedClock();
        await using var portal = await Portal.OnAsync(database, capture: null, clock);
        var day = First;
        await NightBench.ThroughAsync(portal, clock, day, ct);
        for (var night = 1; night <= Nights; night++)
        {
            day = day.AddDays(1);
            await ArriveAsync(portal.Admin, day, night);
            await NightBench.ThroughAsync(portal, clock, day, ct);
        }

        await CheckItIsWorthItAsync(portal, day);
        for (var i = 0; i < Compared.Length; i++)
            await Sql.ExecuteAsync(portal.Admin, $"create table bench.was_{i} as {Rows(i)}");
        var rewritten = await AgainAsync(portal, day, ct);

        List<string> said = [];
        var apart = (long)rewritten;
        for (var i = 0; i < Compared.Length; i++)
        {
            var rows = await Sql.ValueAsync<long>(portal.Admin, $"select count(*) from bench.was_{i}");
            var differing = await Sql.ValueAsync<long>(
                portal.Admin, $"with is_now as ({Rows(i)}) select count(*) from ((table is_now except table bench.was_{i}) union all (table bench.was_{i} except table is_now)) x");
            apart += differing;
            said.Add(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} {Compared[i].Name}"));
            if (differing > 0)
                Console.WriteLine($"    {Compared[i].Name}: {differing} differ");
        }

        await NightBench.DropAsync(database);
        return
        [
            new Figure("P9", string.Create(CultureInfo.InvariantCulture, $"rows that differ between {Nights} nights over {tenants:N0} histories and their rebuild"), 0, 0, apart, string.Join(", ", said))
            {
                Format = "F0",
            },
        ];

        string Rows(int i) => Compared[i].Rows.Replace("{0}", day.ToString("O", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>Rolls half a year up from the events and scores five weeks again. Answers how many snapshots that changed.</summary>
    private static async Task<int> AgainAsync(Portal portal, DateOnly day, CancellationToken ct)
    {
        await Sql.ExecuteAsync(
            portal.Admin,
            """
            truncate client_success.account_use, client_success.usage_day, client_success.usage_period
            """);
        var book = portal.Get<INightBook>();
        var lease = (await book.TakeLeaseAsync("bench", ct)).Value ?? throw new InvalidOperationException("The lease is taken.");
        await book.RollUpAsync(lease, new RollUpWish(day.AddDays(-179), day, null, null), ct);
        var input = await book.ScoringAsync(day, null, rebuild: true, ct);
        var rewritten = 0;
        foreach (var batch in SnapshotMaker.Make(input.Value, new HashSet<DateOnly>()).GroupBy(s => s.Tenant).Chunk(ClientNight.BatchSize))
            rewritten += (await book.WriteAsync(lease, Guid.CreateVersion7(), [.. batch.SelectMany(b => b)], ct)).Value;
        await book.ReleaseAsync(lease, ct);
        return rewritten;
    }

    // Histories that are all alike would prove nothing.
    private static async Task CheckItIsWorthItAsync(Portal portal, DateOnly day)
    {
        var bands = await Sql.ValueAsync<long>(portal.Admin, "select count(distinct band) from client_success.health_snapshot where day = $1", day);
        var trends = await Sql.ValueAsync<long>(portal.Admin, "select count(distinct trend) from client_success.health_snapshot where day = $1", day);
        var restated = await Sql.ValueAsync<long>(portal.Admin, "select count(*) from client_success.health_snapshot where 'RESTATED' = any (flags)");
        Console.WriteLine($"    {bands} bands and {trends} trends on the last day, {restated} restated");
        if (bands < 3 || trends < 3 || restated == 0)
            throw new InvalidOperationException($"{bands} bands, {trends} trends, {restated} restated.");
    }

    // Six accounts each, used more or less, more often at first or at last; some tickets. All from a seed.
    private static async Task FillAsync(string admin, int tenants)
    {
        await Sql.ExecuteAsync(
            admin,
            $"""
            set session_replication_role = replica;
            set timezone = 'UTC';
            create schema bench;
            select setseed(0.4711);
            create table bench.tenant as
            select r, md5('history' || r)::uuid as id, random() as busy, random() as bend from generate_series(1, {tenants}) r;
            insert into platform.plans (code, name) values ('STANDARD', 'Standard') on conflict do nothing;
            insert into platform.organizations (id, name, search_name, status, status_at, plan, live_at, created_at, updated_at)
            select id, 'History ' || r, 'history ' || r, 'ACTIVE', '2025-01-01', 'STANDARD', '2025-06-01', '2025-01-01', '2025-01-01' from bench.tenant;
            insert into platform.accounts (organization_id, id, role, status, display_name, name_key, email, email_hash, email_domain, created_at, updated_at)
            select t.id, md5(t.id::text || g)::uuid, 'EMPLOYEE', 'ACTIVE', 'N', 'n', 'x@example.test', sha256(convert_to(t.id::text || g, 'UTF8')), 'example.test', '2025-01-01', '2025-01-01'
            from bench.tenant t, generate_series(1, 6) g;
            insert into platform.account_status_history (organization_id, account_id, from_at, status, recorded_at)
            select a.organization_id, a.id, '2025-06-01', 'ACTIVE', '2025-06-01' from platform.accounts a;
            insert into platform.entitlements (organization_id, feature, from_on)
            select t.id, f, date '2025-06-01' from bench.tenant t, unnest(array['CASE_MANAGEMENT', 'INVESTIGATIONS', 'POLICY_MANAGEMENT', 'API_USAGE', 'AI_ASSISTANT']) f;
            insert into platform.support_tickets (organization_id, id, number, severity, status, subject, opened_at, resolved_at, updated_at)
            select t.id, gen_random_uuid(), 'TKT-' || (t.r * 10 + g), (array['LOW', 'MEDIUM', 'HIGH', 'URGENT'])[1 + floor(random() * 4)::int], 'CLOSED', 'Ticket', o.at, o.at + interval '5 hours', o.at + interval '5 hours'
            from bench.tenant t, generate_series(1, 6) g, lateral (select timestamptz '2026-09-20' - random() * interval '120 days' + g * interval '0 s' as at) o;
            alter table client_success.health_model disable trigger all;
            update client_success.health_model set coverage_min = 30;
            alter table client_success.health_model enable trigger all;
            create function bench.arrive(p_count integer, p_from timestamptz, p_span interval, p_came timestamptz) returns void language sql as $$
                insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, machine, kind, feature, succeeded)
                select e.organization_id, gen_random_uuid(), e.at, coalesce(p_came, e.at + interval '1 minute'),
                    case when e.r < 0.8 then 'CLIENT' when e.r < 0.9 then 'MACHINE' else 'STAFF' end,
                    case when e.r between 0.8 and 0.9 then null else e.account_id end, case when e.r between 0.8 and 0.9 then 'api' end,
                    case when e.r between 0.8 and 0.9 then 'FEATURE' when e.f < 0.4 then 'SIGN_IN' when e.f < 0.45 then 'REPORT_VIEW' else 'FEATURE' end,
                    case when e.r between 0.8 and 0.9 then 'API_USAGE' when e.f < 0.45 then null
                        else (array['CASE_MANAGEMENT', 'INVESTIGATIONS', 'POLICY_MANAGEMENT', 'AI_ASSISTANT', 'NO_SUCH_FEATURE'])[1 + floor(e.g * 5)::int] end, random() < 0.97
                from (
                    select t.id as organization_id, md5(t.id::text || (1 + floor(power(random(), 1 + t.bend) * 6)::int))::uuid as account_id,
                        p_from - power(random(), 0.5 + 2 * t.bend) * p_span + case when random() < 0.02 then interval '3 hours' else interval '0' end as at,
                        random() as r, random() as f, random() as g
                    from bench.tenant t cross join lateral generate_series(1, round(p_count * (0.1 + t.busy) * random())::int) n) e
            $$;
            select setseed(0.42);
            select bench.arrive(500, timestamptz '2026-09-21 00:00Z', interval '150 days', null);
            """);
    }

    // Of the day itself and up to forty days late, some twice, some from the future; and accounts that changed in the past.
    private static Task ArriveAsync(string admin, DateOnly day, int night)
    {
        var came = day.ToString("O", CultureInfo.InvariantCulture) + " 18:00Z";
        return Sql.ExecuteAsync(
            admin,
            $"""
            set timezone = 'UTC';
            select setseed({(night / 100.0).ToString(CultureInfo.InvariantCulture)});
            select bench.arrive(4, timestamptz '{came}', interval '18 hours', timestamptz '{came}');
            -- Late for some: of the others the last day alone is new.
            select bench.arrive(1, timestamptz '{came}', interval '40 days', timestamptz '{came}');
            insert into platform.usage_events
            select e.* from platform.usage_events e where e.ingested_at = timestamptz '{came}' and random() < 0.1
            on conflict do nothing;
            insert into platform.account_status_history (organization_id, account_id, from_at, status, recorded_at)
            select a.organization_id, a.id, timestamptz '{came}' - random() * interval '30 days', (array['ACTIVE', 'DISABLED'])[1 + floor(random() * 2)::int], timestamptz '{came}'
            from platform.accounts a where random() < 0.01;
            """);
    }
}
