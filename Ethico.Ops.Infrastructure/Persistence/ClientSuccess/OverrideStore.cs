using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class OverrideStore(OpsDatabase database, TimeProvider clock) : IHealthOverrides
{
    public Task<Outcome<Done>> SetAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, OverrideWish wish, DateOnly today, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return AccessRefusals.NotFoundOrNotYours;
            // The one that was looked at, and no other.
            if (wish.Over is { } over && await context.WriteAsync(
                "update client_success.health_override set state = 'REPLACED', ended_at = access.now(), ended_by = $2 where organization_id = $1 and state = 'ACTIVE' and id = $3",
                token, tenant.Value, caller.Id.Value, over) == 0)
            {
                return await ConflictAsync(context, tenant, token);
            }

            // Whoever looked at none, or comes second: the unique index has the place taken.
            var set = await context.WriteAsync(
                """
                insert into client_success.health_override (id, organization_id, band, score, reason, created_by, from_on, expires_on)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (organization_id) where state = 'ACTIVE' do nothing
                """,
                token, Guid.CreateVersion7(clock.GetUtcNow()), tenant.Value, wish.Band.Stored(), ScopeSql.Typed(wish.Score, NpgsqlDbType.Numeric), wish.Reason, caller.Id.Value, today, wish.ExpiresOn);
            if (set == 0)
                return await ConflictAsync(context, tenant, token);
            await context.AppendAsync(caller, act, refused: false, token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<Done>> CancelAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, Guid standing, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return AccessRefusals.NotFoundOrNotYours;
            var ended = await context.WriteAsync(
                "update client_success.health_override set state = 'CANCELLED', ended_at = access.now(), ended_by = $2 where organization_id = $1 and state = 'ACTIVE' and id = $3",
                token, tenant.Value, caller.Id.Value, standing);
            if (ended == 0)
                return await ConflictAsync(context, tenant, token);
            await context.AppendAsync(caller, act, refused: false, token);
            return Outcome.Done;
        },
        ct);

    // The newest act on the client's overrides: setting one, or ending it, which on its day is the night's.
    private static async Task<Refusal> ConflictAsync(OpsDbContext context, OrganizationId tenant, CancellationToken ct) => SaveConflict.Of("override", await context.ReadAsync(
        """
        select case when o.state = 'EXPIRED' then $2 else n.display_name end, coalesce(o.ended_at, o.created_at), o.state = 'ACTIVE'
        from client_success.health_override o left join access.operator_name n on n.operator_id = coalesce(o.ended_by, o.created_by)
        where o.organization_id = $1 order by coalesce(o.ended_at, o.created_at) desc, o.id desc limit 1
        """,
        r => new SaveConflict(r.MaybeText(0), r.GetFieldValue<DateTimeOffset>(1), r.GetBoolean(2) ? [] : ["state"]), ct, tenant.Value, ConflictSql.NightsRun));
}
