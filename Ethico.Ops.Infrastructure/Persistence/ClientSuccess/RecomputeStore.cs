using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>One tenant through the job door, which sees no narrative and no name; never through the person's page.</summary>
internal sealed class RecomputeStore(OpsDatabase database, NightCalendar calendar, TimeProvider clock) : IRecompute
{
    public Task<Outcome<RecomputeResult>> RunAsync(Caller caller, AuditAct act, OrganizationId tenant, CancellationToken ct) => database.JobAsync(
        async (context, token) =>
        {
            var day = calendar.LastComplete(clock.GetUtcNow());
            if (await RefusedAsync(context, caller, tenant, token) is { } refusal)
                return (Outcome<RecomputeResult>)refusal;
            var models = await ModelSql.BookAsync(context, token);
            var before = await StandingAsync(context, models, tenant, day, token);
            var since = (await context.ReadAsync(
                "select max(read_through) from client_success.run where kind = 'ROLLUP' and state in ('COMPLETED', 'COMPLETED_WITH_FAILURES')", r => r.Maybe<DateTimeOffset>(0), token)).Single();
            await RollUp.RunAsync(context, calendar, new RollUpWish(since is null ? day.AddDays(-179) : day, day, since, [tenant]) { IsOnDemand = true }, token);
            var input = await ScoringReads.ReadAsync(context, calendar, day, [tenant], rebuild: false, token);
            await SnapshotWrites.WriteAsync(context, null, SnapshotMaker.Make(input, new HashSet<DateOnly>()), token);
            if (await StandingAsync(context, models, tenant, day, token) is not { } after)
                return HealthRefusals.NotActive;

            await context.WriteAsync("insert into client_success.recompute (organization_id, operator_id) values ($1, $2)", token, tenant.Value, caller.Id.Value);
            await context.AppendAsync(caller, act with { Before = Said(before), After = Said(after) }, refused: false, token);
            return Outcome.Of(new RecomputeResult(before, after, Moved(before?.Snapshot.Raw, after.Snapshot.Raw)));
        },
        ct);

    private static async Task<Refusal?> RefusedAsync(OpsDbContext context, Caller caller, OrganizationId tenant, CancellationToken ct)
    {
        // Two clicks at once: the second waits for the first, and finds its row.
        await context.WriteAsync("select pg_advisory_xact_lock(hashtextextended('recompute:' || $1::text, 0))", ct, tenant.Value);
        var asked = (await context.ReadAsync(
            $"""
            select (select max(r.at) + interval '5 minutes' - access.now() from client_success.recompute r where r.organization_id = $1),
                (select case when count(*) >= $3 then min(r.at) + interval '1 hour' - access.now() end from client_success.recompute r
                 where r.operator_id = $2 and r.at > access.now() - interval '1 hour'),
                exists (select from client_success.lease l where l.name = '{NightStore.LeaseName}' and l.until_at > access.now()),
                (select o.status from platform.organizations o where o.id = $1)
            """,
            r => (Tenant: r.Maybe<TimeSpan>(0), Person: r.Maybe<TimeSpan>(1), IsNight: r.GetBoolean(2), Status: r.MaybeText(3)),
            ct, tenant.Value, caller.Id.Value, Recompute.PersonMostAnHour)).Single();
        return asked switch
        {
            { Status: null } => AccessRefusals.NotFoundOrNotYours,
            { Status: not "ACTIVE" } => HealthRefusals.NotActive,
            { IsNight: true } => HealthRefusals.NightIsOn,
            { Tenant: { } wait } when wait > TimeSpan.Zero => HealthRefusals.TooSoon(wait),
            { Person: { } wait } => HealthRefusals.TooSoon(wait),
            _ => null,
        };
    }

    private static async Task<StandingSnapshot?> StandingAsync(OpsDbContext context, ModelBook models, OrganizationId tenant, DateOnly day, CancellationToken ct) =>
        (await context.ReadAsync(
            $"select {SnapshotSql.Columns("h")} from client_success.health_snapshot h where h.organization_id = $1 and h.day = $2",
            r => SnapshotSql.Read(r, 0, models),
            ct, tenant.Value, day)).SingleOrDefault();

    private static JsonObject? Said(StandingSnapshot? standing) => standing is null ? null : new()
    {
        ["state"] = standing.Snapshot.State.ToString(),
        ["score"] = standing.Snapshot.Reading?.Score,
        ["band"] = standing.Snapshot.Band?.Band.ToString(),
        ["model"] = standing.Snapshot.ModelVersion,
    };

    private static IReadOnlyList<MovedCount> Moved(RawCounts? before, RawCounts? after)
    {
        if (before is null || after is null)
            return [];
        var names = RawColumns.Snapshot.Split(',', StringSplitOptions.TrimEntries);
        var (was, now) = (RawColumns.Values(before), RawColumns.Values(after));
        return [.. names.Select((name, i) => new MovedCount(name, was[i], now[i])).Where(m => m.Before != m.After)];
    }
}
