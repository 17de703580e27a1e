using Ethico.Ops.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>
/// Puts an entry into the trail within the transaction at hand. Its place is the database's: the stream (one per operator and UTC
/// day by its clock), sequence, instant and hashes.
/// </summary>
internal static class AuditActs
{
    public static async Task AppendAsync(this OpsDbContext context, Caller caller, AuditAct act, bool refused, CancellationToken ct)
    {
        OpsMeters.CountEntry(act.Action, refused ? act.Detail?["refusal"]?.GetValue<string>() ?? "refused" : null);
        var actor = caller.Id.ToString();
        var detail = CanonicalJson.Write(act.Detail);
        var before = CanonicalJson.Write(act.Before);
        var after = CanonicalJson.Write(act.After);
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into access.audit_entry (id, stream, actor_kind, actor_id, role, organization_id, action, entity_type, entity_id,
                detail, outcome, reason, ticket, ip, user_agent, correlation_id, before, after)
            values (gen_random_uuid(), 'actor:' || {actor} || ':' || to_char(access.now() at time zone 'UTC', 'YYYY-MM-DD'), 'OPERATOR', {actor},
                {caller.Role.Stored()}, {act.Tenant?.Value}, {act.Action.ToString()}, {act.EntityType}, {act.EntityId}, {detail},
                {(refused ? "REFUSED" : "ALLOWED")}, {act.Reason}, {act.Ticket}, {caller.Ip}, {caller.UserAgent}, {caller.CorrelationId},
                {before}, {after})
            """,
            ct);
    }

    /// <summary>The entry of scheduled work, in the stream of its run.</summary>
    public static async Task AppendAsync(this OpsDbContext context, JobFire fire, AuditAct act, CancellationToken ct)
    {
        var detail = CanonicalJson.Write(act.Detail);
        var before = CanonicalJson.Write(act.Before);
        var after = CanonicalJson.Write(act.After);
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into access.audit_entry (id, stream, actor_kind, actor_id, organization_id, action, entity_type, entity_id, detail,
                outcome, reason, correlation_id, before, after)
            values (gen_random_uuid(), {fire.Stream}, 'JOB', {fire.Job}, {act.Tenant?.Value}, {act.Action.ToString()}, {act.EntityType},
                {act.EntityId}, {detail}, 'ALLOWED', {act.Reason}, {fire.CorrelationId}, {before}, {after})
            """,
            ct);
    }
}
