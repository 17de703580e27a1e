using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed partial class NightStore
{
    private const NpgsqlDbType TextArray = NpgsqlDbType.Array | NpgsqlDbType.Text;

    private static readonly string[] SnapshotColumns =
    [
        "organization_id", "day", "state", "cause", "failed_input", "model_version",
        .. RawColumns.Snapshot.Split(',', StringSplitOptions.TrimEntries),
        "login_score", "cases_score", "campaigns_score", "adoption_score", "tickets_score",
        "login_absent", "cases_absent", "campaigns_absent", "adoption_absent", "tickets_absent",
        "score", "coverage", "trend", "trend_delta", "trend_recent", "trend_earlier", "trend_note", "renewal_in", "band", "fired_rules", "flags",
    ];

    public Task<Outcome<ScoringInput>> ScoringAsync(DateOnly day, IReadOnlyList<OrganizationId>? only, bool rebuild, CancellationToken ct) =>
        JobAsync(async (context, token) => Outcome.Of(await ScoringAsync(context, calendar, day, only, rebuild, token)), ct);

    public Task<Outcome<int>> WriteAsync(NightLease lease, Guid run, IReadOnlyList<Snapshot> batch, CancellationToken ct) =>
        SharingAsync(lease, async (context, token) => Outcome.Of(await WriteAsync(context, run, batch, token)), ct);

    public Task<Outcome<RunFigures>> CountAsync(DateOnly day, CancellationToken ct) => JobAsync(
        async (context, token) => Outcome.Of((await context.ReadAsync(
            """
            select count(*)::integer, count(*) filter (where h.state = 'SCORED')::integer, count(*) filter (where h.state = 'INSUFFICIENT')::integer,
                count(*) filter (where h.state = 'UNSCORED')::integer, count(*) filter (where h.cause = 'COMPUTATION_FAILED')::integer
            from platform.organizations o
            left join client_success.health_snapshot h on h.organization_id = o.id and h.day = $1
            where o.status = 'ACTIVE'
            """,
            r => new RunFigures(r.GetInt32(0)) { Scored = r.GetInt32(1), Insufficient = r.GetInt32(2), Unscored = r.GetInt32(3), Failed = r.GetInt32(4) },
            token,
            day)).Single()),
        ct);

    internal static async Task<ScoringInput> ScoringAsync(
        OpsDbContext context, NightCalendar calendar, DateOnly day, IReadOnlyList<OrganizationId>? only, bool rebuild, CancellationToken ct)
    {
        // Large statements that run once: compiling them costs more than they do, and their hashes fit.
        await context.WriteAsync("set local jit = off; set local work_mem = '64MB'", ct);
        var models = await ModelSql.BookAsync(context, ct);
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
            ct, day, Ids(only), since ?? DateTimeOffset.UnixEpoch, rebuild);
        await context.WriteAsync("analyze suspect", ct);
        await context.WriteAsync(
            $"""
            create temp table moved on commit drop as
            select h.organization_id, min(h.day) as day
            from suspect x
            join client_success.health_snapshot h on h.organization_id = x.organization_id and h.day >= $1 - 35 and h.day < $1
            join client_success.usage_day u on u.organization_id = h.organization_id and u.day = h.day
            left join client_success.usage_day b on b.organization_id = h.organization_id and b.day = h.day - 30
            where h.cause is distinct from 'NOT_LIVE' and ({RawColumns.RolledUp}) is distinct from ({Of("h")})
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
            ct, day, Ids(only), rebuild, models.InForceOn(day).Version);
        await context.WriteAsync("analyze to_score", ct);
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

        var clients = await context.ReadAsync(
            $"""
            select t.organization_id, t.day, coalesce(t.live_at < ((t.day + 1)::timestamp at time zone $2), false),
                case when t.day = $1 or h.day is null then c.renewal_on - t.day else h.renewal_in end, h.model_version, coalesce(h.flags, array[]::text[]), f.reference,
                {RawColumns.RolledUp}, {Of("h")}
            from to_score_day t
            left join client_success.client c on c.organization_id = t.organization_id
            left join client_success.usage_day u on u.organization_id = t.organization_id and u.day = t.day
            left join client_success.usage_day b on b.organization_id = t.organization_id and b.day = t.month_ago
            left join client_success.health_snapshot h on h.organization_id = t.organization_id and h.day = t.day
            left join client_success.run_failure f on f.organization_id = t.organization_id and f.day = t.day and f.kind = 'ROLLUP'
            """,
            r => new ScoringClient(
                new(r.GetGuid(0)), r.GetFieldValue<DateOnly>(1), r.GetBoolean(2), RawColumns.Read(r, 7), r.Maybe<int>(3), r.Maybe<int>(4),
                RawColumns.Read(r, 7 + RawColumns.Count), HealthCodes.Flags(r.GetFieldValue<string[]>(5))) { RollUpFailure = r.MaybeText(6) },
            ct, day, calendar.Zone);

        // Of a tenant that is scored for one day, two weeks are looked at, and of those that went by the same ruler only the scores.
        var inForce = models.InForceOn(day).Version;
        List<PastDay> past = [];
        context.Sent++;
        CopyReader.Read(
            context.Connection(),
            $"""
            select h.organization_id, h.day, (h.score * 10)::integer
            from to_score t
            join client_success.health_snapshot h on h.organization_id = t.organization_id
                and h.day in ({string.Join(", ", Enumerable.Range(1, TrendRules.Week - 1).Concat(Enumerable.Range(TrendRules.Span - TrendRules.Week + 1, TrendRules.Week)).Select(ago => RollUpScope.Date(day.DayNumber - ago)))})
            where t.is_plain and h.state = 'SCORED' and h.model_version = {RollUpScope.Number(inForce)}
            """,
            (ref CopyRow row) => past.Add(new(new(row.Id()), DateOnly.FromDayNumber(row.Day()), inForce, new decimal(row.Int(), 0, 0, false, 1), null)),
            ct);

        // Of one that is restated, all the days between; and what went by another ruler is scored again.
        past.AddRange(await PastAsync(context, day, "not t.is_plain", ct));
        if (models.InForceOn(day.AddDays(-TrendRules.Span)).Version != inForce)
            past.AddRange(await PastAsync(context, day, $"t.is_plain and h.model_version <> {RollUpScope.Number(inForce)}", ct));

        var first = await context.ReadAsync(
            """
            select t.organization_id, f.day
            from to_score t
            cross join lateral (
                select h.day from client_success.health_snapshot h
                where h.organization_id = t.organization_id and h.state <> 'UNSCORED' order by h.day limit 1) f
            """,
            r => (Tenant: new OrganizationId(r.GetGuid(0)), Day: r.GetFieldValue<DateOnly>(1)),
            ct);
        return new(clients, past, first.ToDictionary(f => f.Tenant, f => f.Day), models);
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

    internal static async Task<int> WriteAsync(OpsDbContext context, Guid? run, IReadOnlyList<Snapshot> batch, CancellationToken ct)
    {
        // CREATE TABLE … LIKE, without its constraints: the upsert is what they hold.
        await context.WriteAsync(
            $"create temp table made on commit drop as select {string.Join(", ", SnapshotColumns)} from client_success.health_snapshot with no data", ct);
        await using (var copy = await context.Connection().BeginBinaryImportAsync($"copy made ({string.Join(", ", SnapshotColumns)}) from stdin (format binary)", ct))
        {
            // Day by day, as nights leave them.
            foreach (var snapshot in batch.OrderBy(s => s.Day))
                await PutAsync(copy, snapshot, ct);
            await copy.CompleteAsync(ct);
        }

        var columns = string.Join(", ", SnapshotColumns);
        var others = SnapshotColumns.Skip(2).ToList();
        var written = await context.WriteAsync(
            $"""
            insert into client_success.health_snapshot as h ({columns}, computed_at, run_id)
            select {columns}, access.now(), $1 from made
            on conflict (organization_id, day) do update
            set {string.Join(", ", others.Select(c => $"{c} = excluded.{c}"))}, computed_at = excluded.computed_at, run_id = excluded.run_id
            where ({string.Join(", ", others.Select(c => "h." + c))}) is distinct from ({string.Join(", ", others.Select(c => "excluded." + c))})
            """,
            ct,
            new NpgsqlParameter { Value = run is { } id ? id : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        await context.WriteAsync("drop table made", ct);
        return written;
    }

    private static string Of(string alias) => string.Join(", ", RawColumns.Snapshot.Split(',', StringSplitOptions.TrimEntries).Select(c => $"{alias}.{c}"));

    private static async Task PutAsync(NpgsqlBinaryImporter copy, Snapshot s, CancellationToken ct)
    {
        await copy.StartRowAsync(ct);
        await copy.WriteAsync(s.Tenant.Value, NpgsqlDbType.Uuid, ct);
        await copy.WriteAsync(s.Day, NpgsqlDbType.Date, ct);
        await copy.WriteAsync(s.State.Stored(), NpgsqlDbType.Text, ct);
        await copy.PutAsync(s.Cause?.Stored(), NpgsqlDbType.Text, ct);
        await copy.PutAsync(s.FailedInput, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(s.ModelVersion, NpgsqlDbType.Integer, ct);
        var raw = s.Raw is null ? null : RawColumns.Values(s.Raw);
        for (var i = 0; i < RawColumns.Count; i++)
            await copy.PutAsync(raw?[i], NpgsqlDbType.Integer, ct);
        foreach (var component in Enum.GetValues<Component>())
            await copy.PutAsync(s.Reading?[component].Score, NpgsqlDbType.Numeric, ct);
        foreach (var component in Enum.GetValues<Component>())
            await copy.PutAsync(s.Reading?[component].Absent?.Stored(), NpgsqlDbType.Text, ct);
        await copy.PutAsync(s.Reading?.Score, NpgsqlDbType.Numeric, ct);
        await copy.PutAsync(s.Reading?.Coverage, NpgsqlDbType.Numeric, ct);
        await copy.PutAsync(s.Trend?.Trend.Stored(), NpgsqlDbType.Text, ct);
        await copy.PutAsync(s.Trend?.Delta, NpgsqlDbType.Numeric, ct);
        await copy.PutAsync(s.Trend?.Recent, NpgsqlDbType.Numeric, ct);
        await copy.PutAsync(s.Trend?.Earlier, NpgsqlDbType.Numeric, ct);
        await copy.PutAsync(s.Trend?.Note?.Stored(), NpgsqlDbType.Text, ct);
        await copy.PutAsync(s.RenewalInDays, NpgsqlDbType.Integer, ct);
        await copy.PutAsync(s.Band?.Band.Stored(), NpgsqlDbType.Text, ct);
        await copy.WriteAsync((s.Band?.Fired ?? []).Select(f => f.Stored()).ToArray(), TextArray, ct);
        await copy.WriteAsync(s.Flags.Stored(), TextArray, ct);
    }
}
