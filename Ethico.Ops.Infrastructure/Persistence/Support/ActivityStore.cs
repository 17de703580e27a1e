using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

internal sealed class ActivityStore(OpsDatabase database) : ITenantActivity
{
    public Task<Outcome<IReadOnlyList<StaffAct>>> RecentAsync(
        TenantKey key, AuditAct act, OrganizationId tenant, bool ownOnly, int most, CancellationToken ct) =>
        database.PortalAsync(
            key.Caller,
            act,
            async (context, token) =>
            {
                // The trail is the portal's own; that the tenant is the entered one is asked of the session's row.
                var isEntered = (await context.Database.SqlQuery<bool>(
                    $"""
                    select exists (select from access.session s
                        where s.id = {key.Session.Value} and s.operator_id = {key.Caller.Id.Value} and s.organization_id = {tenant.Value}
                          and s.ended_at is null and s.expires_at > access.now()) as "Value"
                    """).ToListAsync(token)).Single();
                if (!isEntered)
                    return (Outcome<IReadOnlyList<StaffAct>>)AccessRefusals.NoSession;

                var own = key.Caller.Id.ToString();
                var rows = await context.Database.SqlQuery<ActRow>(
                    $"""
                    select e.id, e.at, e.actor_kind, n.display_name, e.role, e.session_id, e.ticket, e.action, e.entity_type, e.entity_id,
                        e.outcome = 'REFUSED' as is_refused
                    from (select * from access.audit_entry x
                          where x.organization_id = {tenant.Value} and (not {ownOnly} or x.actor_id = {own})
                          order by x.at desc, x.id desc limit {most}) e
                    left join access.operator_name n on e.actor_kind = 'OPERATOR' and n.operator_id::text = e.actor_id
                    order by e.at desc, e.id desc
                    """).ToListAsync(token);
                return Outcome.Of<IReadOnlyList<StaffAct>>([.. rows.Select(r => r.ToAct())]);
            },
            ct);

    private sealed record ActRow(
        Guid Id, DateTimeOffset At, string ActorKind, string? DisplayName, string? Role, Guid? SessionId, string? Ticket, string Action,
        string? EntityType, string? EntityId, bool IsRefused)
    {
        public StaffAct ToAct() => new(
            new(Id),
            At,
            DisplayName ?? (string.Equals(ActorKind, "OPERATOR", StringComparison.Ordinal) ? "(erased)" : "Scheduled work"),
            RoleNames.Parse(Role),
            SessionId is { } session ? new SessionId(session) : null,
            Ticket,
            Action,
            EntityType,
            EntityId,
            IsRefused);
    }
}
