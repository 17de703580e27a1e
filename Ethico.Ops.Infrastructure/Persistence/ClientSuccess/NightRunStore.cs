using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class NightRunStore(OpsDatabase database) : INightRuns
{
    public Task<Outcome<Done>> RecordAsync(Caller caller, AuditAct act, CancellationToken ct) => database.RecordAsync(caller, act, refused: false, ct);

    public Task<Outcome<NightRunList>> ListAsync(CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var runs = await context.ReadAsync(
                """
                select r.id, r.kind, r.day, r.state, r.started_at, r.ended_at, coalesce(r.tenants, 0), coalesce(r.scored, 0), coalesce(r.insufficient, 0),
                    coalesce(r.unscored, 0), coalesce(r.failed, 0), coalesce(r.rejected_events, 0), coalesce(o.is_late, false), r.statements
                from client_success.run r
                left join client_success.owed_day o on o.kind = r.kind and o.day = r.day
                order by r.started_at desc, r.day desc, r.kind limit 90
                """,
                r => new NightRunView(
                    r.GetGuid(0), PlatformCodes.Read<NightKind>(r.GetString(1)), r.GetFieldValue<DateOnly>(2), r.GetString(3), r.GetFieldValue<DateTimeOffset>(4),
                    r.Maybe<DateTimeOffset>(5), r.GetInt32(6), r.GetInt32(7), r.GetInt32(8), r.GetInt32(9), r.GetInt32(10), r.GetInt64(11), r.GetBoolean(12), r.Maybe<int>(13)),
                token);
            var settled = (await context.ReadAsync(
                """
                select count(*)::integer, count(*) filter (where exists (
                    select from client_success.health_snapshot h
                    where h.organization_id = c.organization_id and h.computed_at > access.now() - interval '26 hours'))::integer
                from client_success.client c where c.status = 'ACTIVE'
                """,
                r => (Active: r.GetInt32(0), Settled: r.GetInt32(1)),
                token)).Single();
            return Outcome.Of(new NightRunList(runs, settled.Active, settled.Settled));
        },
        ct);
}
