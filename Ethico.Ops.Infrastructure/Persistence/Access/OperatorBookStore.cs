using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

internal sealed class OperatorBookStore(OpsDatabase database, TimeProvider clock) : IOperatorBook
{
    public Task<Outcome<IReadOnlyList<OperatorEntry>>> ListAsync(Caller caller, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            new AuditAct(AuditAction.ViewOperators),
            async (context, token) =>
            {
                var operators = await context.Database.SqlQuery<OperatorRow>(
                    $"""
                    select o.id, coalesce(n.display_name, '(erased)') as name, n.email, o.role, o.deactivated_at is null as is_active, o.last_sign_in_at,
                        (select g.name from access.session s join platform.organizations g on g.id = s.organization_id
                         where s.operator_id = o.id and s.ended_at is null and s.expires_at > access.now()) as open_in
                    from access.operator o left join access.operator_name n on n.operator_id = o.id
                    order by o.deactivated_at is not null, name, o.id
                    """).ToListAsync(token);
                var assignments = await context.Database.SqlQuery<AssignmentRow>(
                    $"""
                    select a.id, a.operator_id, a.organization_id, g.name as tenant_name, a.from_at, a.until_at
                    from access.assignment a join platform.organizations g on g.id = a.organization_id
                    where a.until_at is null or a.until_at > access.now()
                    order by g.search_name, a.id
                    """).ToListAsync(token);
                var byOperator = assignments.ToLookup(a => a.OperatorId, a => new AssignmentEntry(a.Id, new(a.OrganizationId), a.TenantName, a.FromAt, a.UntilAt));
                return Outcome.Of<IReadOnlyList<OperatorEntry>>(
                [
                    .. operators.Select(o => new OperatorEntry(
                        new(o.Id), o.Name, o.Email, RoleNames.Parse(o.Role)!.Value, o.IsActive, o.LastSignInAt, o.OpenIn, [.. byOperator[o.Id]])),
                ]);
            },
            ct);

    public async Task<Outcome<Done>> AssignAsync(Caller caller, OperatorId who, OrganizationId tenant, DateTimeOffset? until, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var untilUtc = until?.ToUniversalTime();
        return await database.PortalAsync(
            caller,
            new AuditAct(AuditAction.AssignTenant)
            {
                EntityType = "Operator", EntityId = who.ToString(), Tenant = tenant,
                After = new JsonObject { ["assignment"] = id.ToString(), ["until"] = untilUtc?.UtcDateTime.ToString("O") },
            },
            async (context, token) =>
            {
                var written = await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into access.assignment (id, operator_id, organization_id, from_at, until_at, assigned_by)
                    select {id}, o.id, g.id, access.now(), {untilUtc}::timestamptz, {caller.Id.Value}
                    from access.operator o, platform.organizations g
                    where o.id = {who.Value} and o.deactivated_at is null and g.id = {tenant.Value}
                      and ({untilUtc}::timestamptz is null or {untilUtc}::timestamptz > access.now())
                      and not exists (select from access.assignment a where a.operator_id = o.id and a.organization_id = g.id
                            and (a.until_at is null or a.until_at > access.now()))
                    on conflict do nothing
                    """,
                    token);
                return written == 1 ? Outcome.Done : AccessRefusals.NotAssigned;
            },
            ct);
    }

    public async Task<Outcome<Done>> EndAssignmentAsync(Caller caller, Guid assignment, CancellationToken ct)
    {
        return await database.PortalAsync(
            async (context, token) =>
            {
                var row = (await context.Database.SqlQuery<AssignmentRow>(
                    $"""
                    update access.assignment a set until_at = greatest(access.now(), a.from_at), ended_by = {caller.Id.Value}
                    where a.id = {assignment} and a.operator_id <> {caller.Id.Value} and (a.until_at is null or a.until_at > access.now())
                    returning a.id, a.operator_id, a.organization_id, '' as tenant_name, a.from_at, a.until_at
                    """).ToListAsync(token)).SingleOrDefault();
                if (row is null)
                    return AccessRefusals.NotFoundOrNotYours;
                await context.AppendAsync(
                    caller,
                    new AuditAct(AuditAction.EndAssignment)
                    {
                        EntityType = "Assignment", EntityId = assignment.ToString(), Tenant = new(row.OrganizationId),
                        Detail = new JsonObject { ["operator"] = row.OperatorId.ToString() },
                    },
                    refused: false,
                    token);
                await EndOpenAsync(context, caller, row.OperatorId, row.OrganizationId, EndReason.AssignmentEnded, words: null, token);
                return Outcome.Done;
            },
            ct);
    }

    public Task<Outcome<Done>> SetActiveAsync(Caller caller, OperatorId who, bool isActive, string reason, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            new AuditAct(isActive ? AuditAction.ReactivateOperator : AuditAction.DeactivateOperator)
            {
                EntityType = "Operator", EntityId = who.ToString(), Reason = reason,
                Before = new JsonObject { ["active"] = !isActive }, After = new JsonObject { ["active"] = isActive },
            },
            async (context, token) =>
            {
                var by = isActive ? (Guid?)null : caller.Id.Value;
                var written = await context.Database.ExecuteSqlAsync(
                    $"""
                    update access.operator set deactivated_at = case when {isActive} then null else access.now() end, deactivated_by = {by}
                    where id = {who.Value} and (deactivated_at is null) <> {isActive}
                    """,
                    token);
                if (written == 0)
                    return await ConflictAsync(context, who, token);
                if (!isActive)
                    await EndOpenAsync(context, caller, who.Value, tenant: null, EndReason.RoleRevoked, reason, token);
                await context.Database.ExecuteSqlAsync(
                    $"select pg_notify('ops_signal', jsonb_build_object('kind', 'operator-changed', 'operator', {who.Value})::text)", token);
                return Outcome.Done;
            },
            ct);

    // The entry of whoever was quicker tells it, not this transaction's own; the row itself forgets who let somebody in again.
    private static async Task<Refusal> ConflictAsync(OpsDbContext context, OperatorId who, CancellationToken ct) => SaveConflict.Of(
        "operator",
        [
            .. (await context.Database.SqlQuery<ChangeRow>(
                $"""
                select n.display_name as who, e.at from access.audit_entry e left join access.operator_name n on n.operator_id::text = e.actor_id
                where e.entity_type = 'Operator' and e.entity_id = {who.ToString()} and e.outcome = 'ALLOWED' and e.action in ('DeactivateOperator', 'ReactivateOperator')
                  and e.xmin <> pg_current_xact_id()::xid
                order by e.at desc limit 1
                """).ToListAsync(ct)).Select(r => new SaveConflict(r.Who, r.At, ["whether they may sign in"])),
        ]);

    internal sealed record ChangeRow(string? Who, DateTimeOffset At);

    private static async Task EndOpenAsync(
        OpsDbContext context, Caller caller, Guid who, Guid? tenant, EndReason why, string? words, CancellationToken ct)
    {
        var open = await context.Database.SqlQuery<Guid>(
            $"""
            select s.id as "Value" from access.session s
            where s.operator_id = {who} and s.ended_at is null and ({tenant}::uuid is null or s.organization_id = {tenant}::uuid)
            """).ToListAsync(ct);
        foreach (var session in open)
            await SessionStore.EndInAsync(context, caller, session, why, words, ct);
    }

    internal sealed record OperatorRow(
        Guid Id, string Name, string? Email, string Role, bool IsActive, DateTimeOffset? LastSignInAt, string? OpenIn);

    internal sealed record AssignmentRow(
        Guid Id, Guid OperatorId, Guid OrganizationId, string TenantName, DateTimeOffset FromAt, DateTimeOffset? UntilAt);
}
