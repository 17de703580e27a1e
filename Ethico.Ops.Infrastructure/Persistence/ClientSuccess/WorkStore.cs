using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class WorkStore(OpsDatabase database, NightCalendar calendar, TimeProvider clock) : IClientWork
{
    public Task<Outcome<RenewalList>> RenewalsAsync(ClientScope scope, bool withValue, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var today = calendar.Today(clock.GetUtcNow());
            var (columns, join) = withValue
                ? ("v.arr, v.currency, v.as_of, v.source, coalesce(v.loaded_at < access.now() - interval '7 days', false)", "left join client_success.contract_value v on v.organization_id = c.organization_id")
                : ("null::numeric, null::text, null::date, null::text, false", "");
            var rows = await context.ReadAsync(
                $"""
                select c.organization_id, c.name, c.renewal_on, coalesce(o.band, h.band), h.score, coalesce(h.fired_rules, array[]::text[]),
                    coalesce(a.rules, array[]::text[]), ($2 - (e.last_at at time zone $3)::date), c.lead_id, p.display_name, t.title, t.due_on, {columns}
                from client_success.client c
                left join lateral (select x.* from client_success.health_snapshot x where x.organization_id = c.organization_id order by x.day desc limit 1) h on true
                left join client_success.health_override o on o.organization_id = c.organization_id and o.state = 'ACTIVE'
                left join (select x.organization_id, array_agg(x.rule order by x.rule) as rules from client_success.alert x
                    where x.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED') group by 1) a on a.organization_id = c.organization_id
                left join (select x.organization_id, max(x.happened_at) as last_at from client_success.engagement x where x.happened_at <= access.now() group by 1) e
                    on e.organization_id = c.organization_id
                left join access.operator_name p on p.operator_id = c.lead_id
                left join lateral (select x.title, x.due_on from client_success.cs_task x
                    where x.organization_id = c.organization_id and x.state = 'OPEN' order by x.due_on, x.id limit 1) t on true
                {join}
                where c.status = 'ACTIVE' and c.renewal_on <= $2 + 120 and {ScopeSql.Holds}
                order by c.renewal_on, c.name, c.organization_id limit 2000
                """,
                r =>
                {
                    var on = r.GetFieldValue<DateOnly>(2);
                    var days = on.DayNumber - today.DayNumber;
                    return new RenewalRow(
                        new(r.GetGuid(0)), r.GetString(1), on, days, Bucket(days), PlatformCodes.ReadOptional<Band>(r.MaybeText(3)), r.Maybe<decimal>(4),
                        [.. r.GetFieldValue<string[]>(5).Select(PlatformCodes.Read<BandRule>)], [.. r.GetFieldValue<string[]>(6).Select(PlatformCodes.Read<AlertRule>)], r.Maybe<int>(7),
                        r.Operator(8), r.MaybeText(9), r.MaybeText(10), r.Maybe<DateOnly>(11),
                        r.Maybe<decimal>(12) is { } arr ? new ContractValue(arr, r.GetString(13), r.GetFieldValue<DateOnly>(14), r.GetString(15), r.GetBoolean(16)) : null);
                },
                token, scope.Value(), today, calendar.Zone);
            var without = (await context.ReadAsync(
                $"select count(*)::integer from client_success.client c where c.status = 'ACTIVE' and c.renewal_on is null and {ScopeSql.Holds}", r => r.GetInt32(0), token, scope.Value())).Single();
            return Outcome.Of(new RenewalList(rows, without));
        },
        ct);

    public Task<Outcome<IReadOnlyList<AlertRow>>> AlertsAsync(ClientScope scope, OperatorId? owner, Role? ownerRole, OrganizationId? tenant, bool withClosed, CancellationToken ct) => database.PortalAsync(
        async (context, token) => Outcome.Of<IReadOnlyList<AlertRow>>(await context.ReadAsync(
            $"""
            select x.id, x.organization_id, c.name, x.rule, x.severity, x.stage, x.number, x.against, x.opened_on, x.state, x.snoozed_until, x.owner_id, p.display_name, x.owner_role, x.row_version
            from client_success.alert x
            join client_success.client c on c.organization_id = x.organization_id
            left join access.operator_name p on p.operator_id = x.owner_id
            where {ScopeSql.Holds} and ($2::uuid is null or x.owner_id = $2 or (x.owner_id is null and x.owner_role = $5)) and ($3::uuid is null or x.organization_id = $3)
              and ($4 or x.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED'))
            order by case x.severity when 'HIGH' then 0 when 'MEDIUM' then 1 else 2 end, x.opened_on desc, x.id limit 1000
            """,
            r => new AlertRow(
                r.GetGuid(0), new(r.GetGuid(1)), r.GetString(2), PlatformCodes.Read<AlertRule>(r.GetString(3)), PlatformCodes.Read<AlertSeverity>(r.GetString(4)), r.GetInt32(5),
                r.GetDecimal(6), r.GetDecimal(7), r.GetFieldValue<DateOnly>(8), PlatformCodes.Read<AlertState>(r.GetString(9)), r.Maybe<DateOnly>(10), r.Operator(11), r.MaybeText(12), r.MaybeText(13), r.GetInt64(14)),
            token, scope.Value(), ScopeSql.Typed(owner?.Value, NpgsqlDbType.Uuid), ScopeSql.Typed(tenant?.Value, NpgsqlDbType.Uuid), withClosed, ScopeSql.Typed(ownerRole?.Stored(), NpgsqlDbType.Text))),
        ct);

    public Task<Outcome<IReadOnlyList<SuccessTask>>> TasksAsync(ClientScope scope, OperatorId? owner, OrganizationId? tenant, bool withClosed, CancellationToken ct) => database.PortalAsync(
        async (context, token) => Outcome.Of<IReadOnlyList<SuccessTask>>(await context.ReadAsync(
            $"""
            select x.id, x.organization_id, c.name, x.alert_id, l.rule, x.title, x.owner_id, p.display_name, x.owner_role, x.due_on, x.state, x.outcome, x.row_version
            from client_success.cs_task x
            join client_success.client c on c.organization_id = x.organization_id
            left join client_success.alert l on l.id = x.alert_id
            left join access.operator_name p on p.operator_id = x.owner_id
            where {ScopeSql.Holds} and ($2::uuid is null or x.owner_id = $2) and ($3::uuid is null or x.organization_id = $3) and ($4 or x.state = 'OPEN')
            order by x.due_on, x.id limit 1000
            """,
            r => new SuccessTask(
                r.GetGuid(0), new(r.GetGuid(1)), r.GetString(2), r.Maybe<Guid>(3), PlatformCodes.ReadOptional<AlertRule>(r.MaybeText(4)), r.GetString(5), r.Operator(6), r.MaybeText(7),
                r.MaybeText(8), r.GetFieldValue<DateOnly>(9), r.GetString(10), r.MaybeText(11), r.GetInt64(12)),
            token, scope.Value(), ScopeSql.Typed(owner?.Value, NpgsqlDbType.Uuid), ScopeSql.Typed(tenant?.Value, NpgsqlDbType.Uuid), withClosed)),
        ct);

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

    private static RenewalBucket Bucket(int days) => days switch
    {
        < 0 => RenewalBucket.Overdue, <= 30 => RenewalBucket.Within30, <= 60 => RenewalBucket.Within60, <= 90 => RenewalBucket.Within90, _ => RenewalBucket.Within120,
    };
}
