using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>
/// Reads what days are scored from. Of the last day every table is read once, by its day; days that are scored again are looked up
/// client by client, as they are few.
/// </summary>
internal static class ScoringReads
{
    private const string UsageColumns = """
        organization_id, enabled_accounts, active_enabled_30, active_30, closed_90, closed_on_time_90, cases_past_due, closed_without_due_90, due_90, completed_90,
        features_entitled, features_used, tickets_low_30, tickets_medium_30, tickets_high_30, tickets_urgent_30
        """;

    public static async Task<ScoringInput> ReadAsync(
        OpsDbContext context, NightCalendar calendar, DateOnly day, IReadOnlyList<OrganizationId>? only, bool rebuild, CancellationToken ct)
    {
        await NightStore.SettleAsync(context, ct);
        var models = await ModelSql.BookAsync(context, ct);
        await OpenAsync(context, models, day, only, rebuild, ct);
        var scope = new ScoringScope(calendar, day, only, models.InForceOn(day).Version);
        var clients = LastDay(context, scope, out var isPlain, ct);
        List<PastDay> past = [];
        // Of one alone, for whom somebody waits, nothing is asked that is known not to be there; a night asks the same however many it is about.
        if (only is not { Count: 1 } || !isPlain)
        {
            clients.AddRange(await OtherDaysAsync(context, calendar, day, rebuild, ct));
            // Of one that is restated, all the days between; and what went by another ruler is scored again.
            past.AddRange(await PastAsync(context, day, "not t.is_plain", ct));
        }

        if (models.InForceOn(day.AddDays(-TrendRules.Span)).Version != scope.Version)
            past.AddRange(await PastAsync(context, day, $"t.is_plain and h.model_version <> {RollUpScope.Number(scope.Version)}", ct));
        return new(clients, past, await FirstAsync(context, scope, ct), models) { Weeks = Weeks(context, scope, ct) };
    }

    // Leaves pg_temp.to_score behind.
    private static async Task OpenAsync(
        OpsDbContext context, ModelBook models, DateOnly day, IReadOnlyList<OrganizationId>? only, bool rebuild, CancellationToken ct)
    {
        // The day of everybody active; and from the first of the last 35 days whose counts moved, every day up to it. Looked for among
        // those who were counted anew since the last scores, or have a day that failed: a day is compared with its snapshot only there.
        // A rebuild looks for nobody: it makes every day.
        var since = (await context.ReadAsync(
            "select max(r.ended_at) from client_success.run r where r.kind = 'SCORE' and r.state in ('COMPLETED', 'COMPLETED_WITH_FAILURES')", r => r.Maybe<DateTimeOffset>(0), ct)).Single();
        await context.WriteAsync(
            """
            create temp table suspect on commit drop as
            with rolled as materialized (select u.organization_id, u.day from client_success.usage_day u where u.rolled_at >= $3 and not $4)
            select r.organization_id from rolled r
            where r.day < $1 and r.day >= $1 - 65 and ($2::uuid[] is null or r.organization_id = any ($2))
            union
            select h.organization_id from client_success.health_snapshot h
            where h.cause in ('COMPUTATION_FAILED', 'USAGE_MISSING') and h.day >= $1 - 35 and h.day < $1 and not $4 and ($2::uuid[] is null or h.organization_id = any ($2))
            union
            -- Of one alone it is asked whatever happened.
            select x from unnest($2::uuid[]) x where cardinality($2) = 1 and not $4
            """,
            ct, day, NightStore.Ids(only), since ?? DateTimeOffset.UnixEpoch, rebuild);
        await context.WriteAsync("analyze suspect", ct);
        await context.WriteAsync(
            $"""
            create temp table moved on commit drop as
            select h.organization_id, min(h.day) as day
            from suspect x
            join client_success.health_snapshot h on h.organization_id = x.organization_id and h.day >= $1 - 35 and h.day < $1
            join client_success.usage_day u on u.organization_id = h.organization_id and u.day = h.day
            left join client_success.usage_day b on b.organization_id = h.organization_id and b.day = h.day - 30
            where h.cause is distinct from 'NOT_LIVE' and ({RawColumns.RolledUp}) is distinct from ({RawColumns.Of("h")})
            group by h.organization_id
            """,
            ct, day);
        await context.WriteAsync("analyze moved", ct);
        await context.WriteAsync(
            """
            create temp table to_score on commit drop as
            select o.id as organization_id, case when $3 then $1 - 34 else coalesce(m.day, $1) end as from_day, o.live_at,
                not $3 and m.day is null and coalesce(s.model_version, $4) = $4 as is_plain
            from platform.organizations o
            left join moved m on m.organization_id = o.id
            left join client_success.health_snapshot s on s.organization_id = o.id and s.day = $1
            where o.status = 'ACTIVE' and ($2::uuid[] is null or o.id = any ($2))
            """,
            ct, day, NightStore.Ids(only), rebuild, models.InForceOn(day).Version);
        await context.WriteAsync("analyze to_score", ct);
    }

    private static List<ScoringClient> LastDay(OpsDbContext context, ScoringScope scope, out bool isPlain, CancellationToken ct)
    {
        List<ScoringClient> clients = [];
        var allPlain = true;
        context.Sent++;
        CopyReader.Read(
            context.Connection(),
            $"""
            with u as materialized (select {UsageColumns} from client_success.usage_day where day = {scope.Ago(0)} {scope.Mine}),
            b as materialized (select organization_id, active_30 from client_success.usage_day where day = {scope.Ago(30)} {scope.Mine}),
            h as materialized (select organization_id, model_version, flags, {RawColumns.Snapshot} from client_success.health_snapshot where day = {scope.Ago(0)} {scope.Mine})
            select t.organization_id, coalesce(t.live_at < {scope.End}, false), c.renewal_on - {scope.Ago(0)}, f.reference,
                {RawColumns.RolledUp}, h.model_version, array_to_string(h.flags, ','), {RawColumns.Of("h")}, t.is_plain
            from to_score t
            left join client_success.client c on c.organization_id = t.organization_id
            left join client_success.run_failure f on f.organization_id = t.organization_id and f.day = {scope.Ago(0)} and f.kind = 'ROLLUP'
            left join u on u.organization_id = t.organization_id
            left join b on b.organization_id = t.organization_id
            left join h on h.organization_id = t.organization_id
            """,
            (ref CopyRow row) =>
            {
                var (tenant, isLive, renewal, failure, raw) = (row.Id(), row.Bool(), row.MaybeInt(), row.MaybeText(), RawColumns.Read(ref row));
                var (version, flags) = (row.MaybeInt(), row.MaybeText());
                clients.Add(new(new(tenant), scope.Day, isLive, raw, renewal, version, RawColumns.Read(ref row), HealthCodes.Flags(flags is { Length: > 0 } ? flags.Split(',') : []))
                {
                    RollUpFailure = failure,
                });
                allPlain &= row.Bool();
            },
            ct);
        isPlain = allPlain;
        return clients;
    }

    private static async Task<List<ScoringClient>> OtherDaysAsync(OpsDbContext context, NightCalendar calendar, DateOnly day, bool rebuild, CancellationToken ct)
    {
        // A day nobody scored at its time is a gap, not something to fill in for one tenant; a rebuild fills all.
        await context.WriteAsync(
            """
            create temp table to_score_day on commit drop as
            select t.organization_id, $1 - g as day, $1 - g - 30 as month_ago, t.live_at
            from to_score t cross join lateral generate_series(0, $1 - t.from_day) g
            where g = 0 or $2 or exists (
                select from client_success.health_snapshot h where h.organization_id = t.organization_id and h.day = $1 - g)
            """,
            ct, day, rebuild);
        // Known to the planner, so that it reads those days and not all there are.
        await context.WriteAsync("analyze to_score_day", ct);
        return await ReadOtherDaysAsync(context, calendar, day, ct);
    }

    private static Task<List<ScoringClient>> ReadOtherDaysAsync(OpsDbContext context, NightCalendar calendar, DateOnly day, CancellationToken ct) => context.ReadAsync(
        $"""
        select t.organization_id, t.day, coalesce(t.live_at < ((t.day + 1)::timestamp at time zone $2), false),
            case when h.day is null then c.renewal_on - t.day else h.renewal_in end, h.model_version, coalesce(h.flags, array[]::text[]), f.reference,
            {RawColumns.RolledUp}, {RawColumns.Of("h")}
        from to_score_day t
        left join client_success.client c on c.organization_id = t.organization_id
        left join client_success.usage_day u on u.organization_id = t.organization_id and u.day = t.day
        left join client_success.usage_day b on b.organization_id = t.organization_id and b.day = t.month_ago
        left join client_success.health_snapshot h on h.organization_id = t.organization_id and h.day = t.day
        left join client_success.run_failure f on f.organization_id = t.organization_id and f.day = t.day and f.kind = 'ROLLUP'
        where t.day < $1
        """,
        r => new ScoringClient(
            new(r.GetGuid(0)), r.GetFieldValue<DateOnly>(1), r.GetBoolean(2), RawColumns.Read(r, 7), r.Maybe<int>(3), r.Maybe<int>(4),
            RawColumns.Read(r, 7 + RawColumns.Count), HealthCodes.Flags(r.GetFieldValue<string[]>(5))) { RollUpFailure = r.MaybeText(6) },
        ct, day, calendar.Zone);

    // Of a tenant that is scored for one day, and of those days that went by its ruler, only sums: in tenths, as scores are.
    private static Dictionary<OrganizationId, TrendWeeks> Weeks(OpsDbContext context, ScoringScope scope, CancellationToken ct)
    {
        Dictionary<OrganizationId, TrendWeeks> weeks = [];
        var recent = string.Join(", ", Enumerable.Range(1, TrendRules.Week - 1).Select(scope.Ago));
        var earlier = string.Join(", ", Enumerable.Range(TrendRules.Span - TrendRules.Week + 1, TrendRules.Week).Select(scope.Ago));
        context.Sent++;
        CopyReader.Read(
            context.Connection(),
            $"""
            select t.organization_id,
                coalesce(sum(s.tenths) filter (where s.is_recent), 0)::integer, (count(*) filter (where s.is_recent))::integer,
                coalesce(sum(s.tenths) filter (where not s.is_recent), 0)::integer, (count(*) filter (where not s.is_recent))::integer
            from to_score t
            join (
                select organization_id, (score * 10)::integer as tenths, day > {scope.Ago(TrendRules.Week)} as is_recent from client_success.health_snapshot
                where day in ({recent}, {earlier}) and state = 'SCORED' and model_version = {RollUpScope.Number(scope.Version)} {scope.Mine}) s on s.organization_id = t.organization_id
            where t.is_plain
            group by 1
            """,
            (ref CopyRow row) => weeks.Add(new(row.Id()), new(row.MaybeTenths() ?? 0m, row.Int(), row.MaybeTenths() ?? 0m, row.Int())),
            ct);
        return weeks;
    }

    // Whoever was measured on the oldest day a trend looks at was measured long enough; of the others it is looked up.
    private static async Task<Dictionary<OrganizationId, DateOnly>> FirstAsync(OpsDbContext context, ScoringScope scope, CancellationToken ct)
    {
        var first = await context.ReadAsync(
            $"""
            with old as materialized (
                select h.organization_id, h.day from client_success.health_snapshot h where h.day = {scope.Ago(TrendRules.Span)} and h.state <> 'UNSCORED' {scope.Mine})
            select t.organization_id, o.day from to_score t join old o on o.organization_id = t.organization_id where t.is_plain
            union all
            select t.organization_id, f.day
            from to_score t
            cross join lateral (
                select h.day from client_success.health_snapshot h
                where h.organization_id = t.organization_id and h.state <> 'UNSCORED' order by h.day limit 1) f
            where not t.is_plain or t.organization_id not in (select o.organization_id from old o)
            """,
            r => (Tenant: new OrganizationId(r.GetGuid(0)), Day: r.GetFieldValue<DateOnly>(1)),
            ct);
        return first.ToDictionary(f => f.Tenant, f => f.Day);
    }

    private static Task<List<PastDay>> PastAsync(OpsDbContext context, DateOnly day, string whose, CancellationToken ct) => context.ReadAsync(
        $"""
        select h.organization_id, h.day, h.model_version, h.score, {RawColumns.Snapshot}
        from to_score t
        join client_success.health_snapshot h on h.organization_id = t.organization_id
        where {whose} and h.day >= t.from_day - {TrendRules.Span} and h.day < t.from_day and h.state <> 'UNSCORED'
          and h.day >= $1 - {NightCalendar.DaysBack + TrendRules.Span}
          and (t.from_day < $1 or h.day <= $1 - {TrendRules.Span - TrendRules.Week + 1} or h.day > $1 - {TrendRules.Week})
        """,
        r => new PastDay(new(r.GetGuid(0)), r.GetFieldValue<DateOnly>(1), r.GetInt32(2), r.Maybe<decimal>(3), RawColumns.Read(r, 4)),
        ct, day);
}
