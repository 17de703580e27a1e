using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>What is done about alerts and tasks; their lists are in WorkStore.Pages.cs, renewals in WorkStore.Renewals.cs.</summary>
internal sealed partial class WorkStore(OpsDatabase database, NightCalendar calendar, TimeProvider clock) : IClientWork
{
    public Task<Outcome<Done>> MoveAlertAsync(
        Caller caller, AuditAct act, ClientScope scope, Guid alert, long version, AlertState to, DateOnly? until, string? reason, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var found = (await context.ReadAsync(
                $"""
                select x.organization_id, x.state, x.row_version from client_success.alert x join client_success.client c on c.organization_id = x.organization_id
                where x.id = $2 and {ScopeSql.Holds} for update of x
                """,
                r => (Tenant: r.GetGuid(0), State: r.GetString(1), Version: r.GetInt64(2)), token, scope.Value(), alert)).Select(f => ((Guid Tenant, string State, long Version)?)f).SingleOrDefault();
            if (found is not { } was)
                return AccessRefusals.NotFoundOrNotYours;
            var from = PlatformCodes.Read<AlertState>(was.State);
            var isOpen = from is AlertState.New or AlertState.Acknowledged || (to is AlertState.Acknowledged && from is AlertState.Snoozed);
            if (was.Version != version || !isOpen || from == to)
                return await ConflictSql.ReadAsync(context, ConflictSql.Alert, new(was.Tenant), alert, version, token);
            await context.WriteAsync(
                """
                update client_success.alert set state = $2, snoozed_until = $3, reason = coalesce($4, reason), owner_id = coalesce(owner_id, $5),
                    closed_at = case $2 when 'DISMISSED' then access.now() end, changed_by = $5, row_version = row_version + 1 where id = $1
                """,
                token, alert, to.Stored(), ScopeSql.Typed(until, NpgsqlDbType.Date), ScopeSql.Typed(reason, NpgsqlDbType.Text), caller.Id.Value);
            await context.AppendAsync(
                caller, act with { Tenant = new(was.Tenant), Before = new JsonObject { ["state"] = was.State }, After = new JsonObject { ["state"] = to.Stored() } }, refused: false, token);
            return Outcome.Done;
        },
        ct);

    public Task<Outcome<Done>> CloseTaskAsync(
        Caller caller, AuditAct act, ClientScope scope, Guid task, long version, bool isDone, string? outcome, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var found = (await context.ReadAsync(
                $"""
                select x.organization_id, x.state, x.row_version from client_success.cs_task x join client_success.client c on c.organization_id = x.organization_id
                where x.id = $2 and {ScopeSql.Holds} for update of x
                """,
                r => (Tenant: r.GetGuid(0), State: r.GetString(1), Version: r.GetInt64(2)), token, scope.Value(), task)).Select(f => ((Guid Tenant, string State, long Version)?)f).SingleOrDefault();
            if (found is not { } was)
                return AccessRefusals.NotFoundOrNotYours;
            if (was.Version != version || was.State is not "OPEN")
                return await ConflictSql.ReadAsync(context, ConflictSql.Task, new(was.Tenant), task, version, token);
            var to = isDone ? "DONE" : "SKIPPED";
            await context.WriteAsync(
                "update client_success.cs_task set state = $2, outcome = $3, closed_at = access.now(), closed_by = $4, changed_by = $4, row_version = row_version + 1 where id = $1",
                token, task, to, ScopeSql.Typed(outcome, NpgsqlDbType.Text), caller.Id.Value);
            await context.AppendAsync(
                caller, act with { Tenant = new(was.Tenant), Before = new JsonObject { ["state"] = was.State }, After = new JsonObject { ["state"] = to } }, refused: false, token);
            return Outcome.Done;
        },
        ct);
}
