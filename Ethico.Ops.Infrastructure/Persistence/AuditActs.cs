using Ethico.Ops.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>Puts an entry into the trail within the transaction at hand. Sequence, instant and hashes are the database's.</summary>
internal static class AuditActs
{
    /// <summary>The stream of what an operator does outside a session: one per operator and UTC day.</summary>
    public static string StreamOf(Caller caller, DateTimeOffset now) => FormattableString.Invariant($"actor:{caller.Id}:{now.UtcDateTime:yyyy-MM-dd}");

    public static Task AppendAsync(this OpsDbContext context, Caller caller, AuditAct act, bool refused, DateTimeOffset now, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(now);
        var stream = StreamOf(caller, now);
        var actor = caller.Id.ToString();
        var role = caller.Role.Stored();
        var tenant = act.Tenant?.Value;
        var action = act.Action.ToString();
        var detail = CanonicalJson.Write(act.Detail);
        var outcome = refused ? "REFUSED" : "ALLOWED";
        var before = CanonicalJson.Write(act.Before);
        var after = CanonicalJson.Write(act.After);
        return context.Database.ExecuteSqlAsync(
            $"""
            insert into access.audit_entry (id, stream, actor_kind, actor_id, role, organization_id, action, entity_type, entity_id,
                detail, outcome, reason, ticket, ip, user_agent, correlation_id, before, after)
            values ({id}, {stream}, 'OPERATOR', {actor}, {role}, {tenant}, {action}, {act.EntityType}, {act.EntityId}, {detail}, {outcome},
                {act.Reason}, {act.Ticket}, {caller.Ip}, {caller.UserAgent}, {caller.CorrelationId}, {before}, {after})
            """,
            ct);
    }
}
