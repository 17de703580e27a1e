using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed partial class NightStore
{
    public Task<Outcome<ScoringInput>> ScoringAsync(DateOnly day, IReadOnlyList<OrganizationId>? only, bool rebuild, CancellationToken ct) =>
        JobAsync(async (context, token) => Outcome.Of(await ScoringReads.ReadAsync(context, calendar, day, only, rebuild, token)), ct);

    public Task<Outcome<int>> WriteAsync(NightLease lease, Guid run, IReadOnlyList<Snapshot> batch, CancellationToken ct) =>
        SharingAsync(lease, async (context, token) => Outcome.Of(await SnapshotWrites.WriteAsync(context, run, batch, token)), ct);

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
}
