using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>
/// The night through the job door. How many statements it sends does not depend on how many tenants there are; rows come and go
/// in bulk. The scoring part is in NightStore.Scoring.cs, alerts in NightStore.Alerts.cs.
/// </summary>
internal sealed partial class NightStore(OpsDatabase database, NightCalendar calendar) : INightBook
{
    // A row that stays loses the days that are too old, its features theirs.
    private const string OldDays =
        """
        update client_success.account_use
        set days = days & ~(repeat('1', 180)::bit(180) >> (last_day - $1 + 1)),
            features = features & repeat(repeat('1', 8 + last_day - $1 + 1) || repeat('0', 184 - (last_day - $1 + 1)), length(features) / 192)::varbit
        where last_day - $1 < 179 and (days & (repeat('1', 180)::bit(180) >> (last_day - $1 + 1))) <> repeat('0', 180)::bit(180)
        """;

    // Large statements that run once: compiling them costs more than they do, and their hashes fit. Two lanes side by side are what there
    // is of parallel work: a worker started for each of their statements costs more than it brings.
    private const string Settings = "set local jit = off; set local work_mem = '64MB'; set local max_parallel_workers_per_gather = 0";

    // Changes with the shape of what nights write: the migration that changes it holds the one before for good.
    internal const string LeaseName = "nights-2";

    private long sent;

    private static readonly Refusal LeaseLost = new("lease-lost", "Another node took the night over.");

    public long Sent => Interlocked.Read(ref sent);

    public Task<Outcome<NightLease?>> TakeLeaseAsync(string holder, CancellationToken ct) => JobAsync(
        async (context, token) =>
        {
            var taken = await context.ReadAsync(
                $"""
                insert into client_success.lease as l (name, holder, token, until_at) values ('{LeaseName}', $1, 1, access.now() + interval '15 minutes')
                on conflict (name) do update set holder = excluded.holder, token = l.token + 1, until_at = excluded.until_at
                where l.until_at <= access.now()
                returning l.token
                """,
                r => new NightLease(holder, r.GetInt64(0)),
                token,
                holder);
            return Outcome.Of(taken.SingleOrDefault());
        },
        ct);

    public Task ReleaseAsync(NightLease lease, CancellationToken ct) => JobAsync(
        async (context, token) => Outcome.Of(await context.WriteAsync(
            $"update client_success.lease set until_at = access.now() where name = '{LeaseName}' and token = $1", token, lease.Token)),
        ct);

    public Task<Outcome<IReadOnlyList<OwedDay>>> OwedAsync(NightLease lease, NightKind kind, DateOnly lastComplete, CancellationToken ct) => HoldingAsync(
        lease,
        async (context, token) =>
        {
            // From the day after the last one known, at most 35 back; a gap older than that stays one.
            await context.WriteAsync(
                """
                insert into client_success.owed_day (kind, day, noted_at, is_late)
                select k.kind, g::date, access.now(), g::date < $1
                from unnest(array['ROLLUP', 'SCORE', 'BENCHMARK']) k (kind)
                cross join lateral (select max(o.day) + 1 as next_day from client_success.owed_day o where o.kind = k.kind) n
                cross join generate_series(greatest(coalesce(n.next_day, $2), $2), $1, interval '1 day') g
                on conflict do nothing
                """,
                token,
                lastComplete,
                lastComplete.AddDays(-(NightCalendar.DaysBack - 1)));
            return Outcome.Of<IReadOnlyList<OwedDay>>(await context.ReadAsync(
                "select day, is_late from client_success.owed_day where kind = $1 and done_at is null and day >= $2 order by day",
                r => new OwedDay(r.GetFieldValue<DateOnly>(0), r.GetBoolean(1)),
                token,
                kind.Stored(),
                lastComplete.AddDays(-(NightCalendar.DaysBack - 1))));
        },
        ct);

    public Task<Outcome<bool>> IsDoneAsync(NightKind kind, DateOnly day, CancellationToken ct) => JobAsync(
        async (context, token) => Outcome.Of((await context.ReadAsync(
            "select 1 from client_success.owed_day where kind = $1 and day = $2 and done_at is not null", _ => true, token, kind.Stored(), day)).Count > 0),
        ct);

    public Task<Outcome<bool>> IsFirstAsync(NightKind kind, CancellationToken ct) => JobAsync(
        async (context, token) => Outcome.Of((await context.ReadAsync(
            "select 1 from client_success.run where kind = $1 and state in ('COMPLETED', 'COMPLETED_WITH_FAILURES') limit 1", _ => true, token, kind.Stored())).Count == 0),
        ct);

    public Task<Outcome<DateTimeOffset?>> ReadThroughAsync(CancellationToken ct) => JobAsync(
        async (context, token) => Outcome.Of((await context.ReadAsync(
            "select max(read_through) from client_success.run where kind = 'ROLLUP' and state in ('COMPLETED', 'COMPLETED_WITH_FAILURES')",
            r => r.Maybe<DateTimeOffset>(0),
            token)).Single()),
        ct);

    public Task<Outcome<IReadOnlyList<OrganizationId>>> TenantsAsync(CancellationToken ct) => JobAsync(
        async (context, token) => Outcome.Of<IReadOnlyList<OrganizationId>>(await context.ReadAsync(
            "select id from platform.organizations order by id", r => new OrganizationId(r.GetGuid(0)), token)),
        ct);

    public Task<Outcome<RollUpMade>> RollUpAsync(NightLease lease, RollUpWish wish, CancellationToken ct) => SharingAsync(
        lease, async (context, token) => Outcome.Of(await RollUp.RunAsync(context, calendar, wish, token)), ct);

    public Task<Outcome<Done>> SurveyAsync(NightLease lease, NightKind kind, CancellationToken ct) => HoldingAsync(
        lease,
        async (context, token) =>
        {
            await context.WriteAsync("select client_success.survey_days($1)", token, kind.Stored());
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<Done>> ActivateModelAsync(NightLease lease, JobFire fire, DateOnly day, CancellationToken ct) => HoldingAsync(
        lease,
        async (context, token) =>
        {
            var due = await context.ReadAsync(
                "select version from client_success.health_model where state = 'SCHEDULED' and effective_from <= $1 for update", r => r.GetInt32(0), token, day);
            if (due is not [var version])
                return Outcome.Done;
            await context.WriteAsync("update client_success.health_model set state = 'SUPERSEDED' where state = 'ACTIVE'", token);
            await context.WriteAsync(
                "update client_success.health_model set state = 'ACTIVE', activated_at = access.now() where version = $1", token, version);
            await context.AppendAsync(
                fire,
                new AuditAct(AuditAction.ActivateHealthModel) { EntityType = "HealthModel", EntityId = version.ToString(CultureInfo.InvariantCulture) },
                token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<Done>> CompleteAsync(
        NightLease lease, Guid run, NightKind kind, IReadOnlyList<DateOnly> days, DateTimeOffset startedAt, RunFigures figures, CancellationToken ct) => HoldingAsync(
        lease,
        async (context, token) =>
        {
            // One row a day; several days of one piece of work share its figures, and only the last keeps the run's id.
            await context.WriteAsync(
                """
                insert into client_success.run (id, kind, day, state, started_at, ended_at, tenants, scored, insufficient, unscored, failed, rejected_events, read_through, statements)
                select case when d = $3[cardinality($3)] then $1 else gen_random_uuid() end, $2, d, $4, $5, access.now(), $6, $7, $8, $9, $10, $11, $12, $13
                from unnest($3) d
                on conflict do nothing
                """,
                token,
                run, kind.Stored(), days.ToArray(), figures.Failed > 0 ? "COMPLETED_WITH_FAILURES" : "COMPLETED", startedAt, figures.Tenants, figures.Scored,
                figures.Insufficient, figures.Unscored, figures.Failed, figures.Rejected,
                new NpgsqlParameter { Value = figures.ReadThrough is { } through ? through : DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz }, figures.Statements);
            if (figures.Failures.Count > 0)
            {
                await context.WriteAsync(
                    """
                    insert into client_success.run_failure (organization_id, day, kind, reference)
                    select f.tenant, d, $1, f.reference from unnest($2::uuid[], $3::text[]) f (tenant, reference) cross join unnest($4::date[]) d
                    on conflict (organization_id, day, kind) do update set reference = excluded.reference
                    """,
                    token, kind.Stored(), figures.Failures.Select(f => f.Tenant.Value).ToArray(), figures.Failures.Select(f => f.Reference).ToArray(), days.ToArray());
                // Copied with the rest of a roll-up, a client whose first one fails would stand on no page and alarm nobody.
                await context.WriteAsync(
                    """
                    insert into client_success.client (organization_id, name, status, plan, live_at)
                    select o.id, left(o.name, 200), o.status, left(o.plan, 30), o.live_at from platform.organizations o where o.id = any ($1) and o.status = 'ACTIVE'
                    on conflict do nothing
                    """,
                    token, [figures.Failures.Select(f => f.Tenant.Value).ToArray()]);
            }

            await context.WriteAsync(
                "update client_success.owed_day set done_at = access.now(), run_id = $1 where kind = $2 and day = any ($3) and done_at is null",
                token, run, kind.Stored(), days.ToArray());
            if (kind is NightKind.Rollup)
                await OweAgainAsync(context, days, token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<int>> PurgeAsync(DateOnly today, CancellationToken ct) => JobAsync(
        async (context, token) =>
        {
            var gone = 0;
            foreach (var (statement, cut) in Purges(today))
                gone += await context.WriteAsync(statement, token, cut);
            return Outcome.Of(gone);
        },
        ct);

    // Scores that went ahead without this roll-up are owed again, and what was compared with them.
    private static Task<int> OweAgainAsync(OpsDbContext context, IReadOnlyList<DateOnly> days, CancellationToken ct) => context.WriteAsync(
        """
        with again as (
            update client_success.owed_day o set done_at = null, run_id = null
            where o.kind in ('SCORE', 'BENCHMARK') and o.day = any ($1) and o.done_at is not null
              and exists (select from client_success.health_snapshot h where h.day = o.day and h.cause = 'USAGE_MISSING')
            returning o.kind, o.day)
        delete from client_success.run r using again a where r.kind = a.kind and r.day = a.day
        """,
        ct,
        days.ToArray());

    internal static Task<int> SettleAsync(OpsDbContext context, CancellationToken ct) => context.WriteAsync(Settings, ct);

    internal static NpgsqlParameter Ids(IReadOnlyList<OrganizationId>? only) => new()
    {
        Value = only is null ? DBNull.Value : only.Select(t => t.Value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid,
    };

    private static (string Statement, object Cut)[] Purges(DateOnly today) =>
    [
        ("delete from client_success.account_use where last_day < $1", today.AddDays(-NightCalendar.AccountDays)),
        (OldDays, today.AddDays(-NightCalendar.AccountDays)),
        ("delete from client_success.run_failure where day < $1", today.AddDays(-NightCalendar.AccountDays)),
        ("delete from client_success.usage_day where day < $1", today.AddYears(-3)),
        ("delete from client_success.usage_period where first_day < $1", today.AddYears(-3)),
        ("delete from client_success.case_week where week < $1", today.AddYears(-3)),
        ("delete from client_success.health_snapshot where day < $1", today.AddYears(-3)),
        ("delete from client_success.benchmark where day < $1", today.AddYears(-3)),
        ("delete from client_success.engagement where happened_at < $1", new DateTimeOffset(today.AddYears(-7), TimeOnly.MinValue, TimeSpan.Zero)),
        ("delete from client_success.alert where closed_at < $1", new DateTimeOffset(today.AddYears(-1), TimeOnly.MinValue, TimeSpan.Zero)),
        ("delete from client_success.recompute where at < $1", new DateTimeOffset(today.AddDays(-2), TimeOnly.MinValue, TimeSpan.Zero)),
    ];

    /// <summary>A transaction that owns the night: the lease is renewed in it, and without it nothing is written.</summary>
    // One node works a night at a time; what another kind's look at the clock sends meanwhile would be in it, too.
    private Task<Outcome<T>> JobAsync<T>(Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) => database.JobAsync(
        async (context, token) =>
        {
            try
            {
                return await work(context, token);
            }
            finally
            {
                Interlocked.Add(ref sent, context.Sent);
            }
        },
        ct);

    /// <summary>The same for batches written side by side: none of them locks the others out, and nobody takes the night over under one.</summary>
    private Task<Outcome<T>> SharingAsync<T>(NightLease lease, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) => JobAsync(
        async (context, token) =>
        {
            // Renewed in good time, and by one of them only.
            await context.WriteAsync(
                $"""
                update client_success.lease set until_at = access.now() + interval '15 minutes'
                where name = '{LeaseName}' and token = $1 and until_at < access.now() + interval '10 minutes'
                """,
                token,
                lease.Token);
            var held = await context.ReadAsync($"select true from client_success.lease where name = '{LeaseName}' and token = $1 for share", r => r.GetBoolean(0), token, lease.Token);
            return held.Count == 1 ? await work(context, token) : LeaseLost;
        },
        ct);

    private Task<Outcome<T>> HoldingAsync<T>(NightLease lease, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) => JobAsync(
        async (context, token) =>
        {
            var held = await context.WriteAsync(
                $"update client_success.lease set until_at = access.now() + interval '15 minutes' where name = '{LeaseName}' and token = $1", token, lease.Token);
            return held == 1 ? await work(context, token) : LeaseLost;
        },
        ct);
}
