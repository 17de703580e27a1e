using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed partial class WorkStore
{
    private const string AlertColumns =
        "x.id, x.organization_id, x.client, x.rule, x.severity, x.stage, x.number, x.against, x.opened_on, x.state, x.snoozed_until, x.owner_id, p.display_name, x.owner_role, x.row_version";

    private const string TaskColumns =
        "x.id, x.organization_id, x.client, x.alert_id, x.rule, x.title, x.owner_id, p.display_name, x.owner_role, x.due_on, x.state, x.outcome, x.row_version";

    // The most severe first, of those the newest.
    private const string HeldAlerts = $"""
        select a.*, c.name as client, case a.severity when 'HIGH' then 0 when 'MEDIUM' then 1 else 2 end as k1, date '2000-01-01' - a.opened_on as k2
        from client_success.alert a join client_success.client c on c.organization_id = a.organization_id where {ScopeSql.Holds}
        """;

    // The earliest due first.
    private const string HeldTasks = $"""
        select t.*, c.name as client, l.rule, 0 as k1, t.due_on - date '2000-01-01' as k2
        from client_success.cs_task t join client_success.client c on c.organization_id = t.organization_id
        left join client_success.alert l on l.id = t.alert_id where {ScopeSql.Holds}
        """;

    // $1 whose clients, $2 and $3 whose work, $4 of whom, $5 closed ones too, $6 of which rule; for a page $7 after which and $8 how many; for alerts $9 how severe.
    private const string Wanted =
        "($2::uuid is null or x.owner_id = $2 or (x.owner_id is null and x.owner_role = $3)) and ($4::uuid is null or x.organization_id = $4) and ($6::text is null or x.rule = $6)";

    private const string WantedAlerts = $"{Wanted} and ($5 or x.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED')) and (cardinality($9::text[]) = 0 or x.severity = any ($9))";

    private const string WantedTasks = $"{Wanted} and ($5 or x.state = 'OPEN')";

    public Task<Outcome<WorkPage>> PageAsync(ClientScope scope, Caller caller, WorkQuery query, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var isTasks = query.List is WorkList.Tasks;
            var batch = new ReadBatch(context);
            var alerts = isTasks ? [] : batch.Ask(Page(HeldAlerts, WantedAlerts, AlertColumns), ReadAlert, Values(scope, caller, query));
            var tasks = isTasks ? batch.Ask(Page(HeldTasks, WantedTasks, TaskColumns), ReadTask, Values(scope, caller, query)) : [];
            var said = batch.Ask(
                $"""
                with a as ({HeldAlerts}), t as ({HeldTasks})
                select (select count(*) from a x where {WantedAlerts})::integer, (select count(*) from t x where {WantedTasks})::integer,
                    $7::uuid is not null and not exists (select from {(isTasks ? "t" : "a")} x where x.id = $7),
                    (select c.name from client_success.client c where c.organization_id = $4 and {ScopeSql.Holds}), $8::integer
                """,
                r => (Alerts: r.GetInt32(0), Tasks: r.GetInt32(1), BeganAnew: r.GetBoolean(2), Client: r.MaybeText(3)), Values(scope, caller, query));
            await batch.SendAsync(token);
            var (alertCount, taskCount, beganAnew, client) = said.Single();
            Guid? next = (isTasks ? tasks.Count : alerts.Count) <= query.Size ? null : isTasks ? tasks[query.Size - 1].Id : alerts[query.Size - 1].Id;
            return Outcome.Of(new WorkPage([.. alerts.Take(query.Size)], [.. tasks.Take(query.Size)], alertCount, taskCount, next, beganAnew, client));
        },
        ct);

    public Task<Outcome<AlertSteps?>> AlertAsync(ClientScope scope, Guid alert, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var batch = new ReadBatch(context);
            var found = batch.Ask($"with held as ({HeldAlerts}) select {AlertColumns} from held x left join access.operator_name p on p.operator_id = x.owner_id where x.id = $2", ReadAlert, scope.Value(), alert);
            var steps = batch.Ask(
                $"with held as ({HeldTasks}) select {TaskColumns} from held x left join access.operator_name p on p.operator_id = x.owner_id where x.alert_id = $2 order by x.due_on, x.place, x.id",
                ReadTask, scope.Value(), alert);
            await batch.SendAsync(token);
            return Outcome.Of(found.Count == 0 ? null : new AlertSteps(found[0], steps));
        },
        ct);

    // One row more than is shown tells that there is one. After a row that is not there it begins anew.
    private static string Page(string held, string wanted, string columns) =>
        $"""
        with held as ({held}), mark as (select m.k1, m.k2, m.id from held m where m.id = $7)
        select {columns}
        from held x left join access.operator_name p on p.operator_id = x.owner_id
        where {wanted} and (not exists (select from mark) or (x.k1, x.k2, x.id) > (select m.k1, m.k2, m.id from mark m)) and $9::text[] is not null
        order by x.k1, x.k2, x.id limit $8 + 1
        """;

    private static object?[] Values(ClientScope scope, Caller caller, WorkQuery query) =>
    [
        scope.Value(), ScopeSql.Typed(query.MineOnly ? caller.Id.Value : null, NpgsqlDbType.Uuid), caller.Role.Stored(), ScopeSql.Typed(query.Tenant?.Value, NpgsqlDbType.Uuid), query.WithClosed,
        ScopeSql.Typed(query.Rule?.Stored(), NpgsqlDbType.Text), ScopeSql.Typed(query.After, NpgsqlDbType.Uuid), query.Size, query.Severities.Select(s => s.Stored()).ToArray(),
    ];

    private static AlertRow ReadAlert(NpgsqlDataReader r) => new(
        r.GetGuid(0), new(r.GetGuid(1)), r.GetString(2), PlatformCodes.Read<AlertRule>(r.GetString(3)), PlatformCodes.Read<AlertSeverity>(r.GetString(4)), r.GetInt32(5),
        r.GetDecimal(6), r.GetDecimal(7), r.GetFieldValue<DateOnly>(8), PlatformCodes.Read<AlertState>(r.GetString(9)), r.Maybe<DateOnly>(10), r.Operator(11), r.MaybeText(12), r.MaybeText(13), r.GetInt64(14));

    private static SuccessTask ReadTask(NpgsqlDataReader r) => new(
        r.GetGuid(0), new(r.GetGuid(1)), r.GetString(2), r.Maybe<Guid>(3), PlatformCodes.ReadOptional<AlertRule>(r.MaybeText(4)), r.GetString(5), r.Operator(6), r.MaybeText(7),
        r.MaybeText(8), r.GetFieldValue<DateOnly>(9), r.GetString(10), r.MaybeText(11), r.GetInt64(12));
}
