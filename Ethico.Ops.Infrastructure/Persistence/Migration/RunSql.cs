using System.Runtime.CompilerServices;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Heads, read and locked at any door that may see them.</summary>
internal static class RunSql
{
    public static async Task<RunHead?> FindRunAsync(this OpsDbContext context, RunId run, CancellationToken ct) =>
        (await context.Database.SqlQuery<RunHeadRow>(With(Select).Add($"where r.id = {run.Value}").Done()).ToListAsync(ct)).SingleOrDefault()?.ToHead();

    /// <summary>Locks the head to the end of the transaction: whoever decides over it decides alone.</summary>
    public static async Task<RunHead?> LockRunAsync(this OpsDbContext context, RunId run, CancellationToken ct)
    {
        // Locked first and read after: the read sees what the one before committed.
        await context.Database.ExecuteSqlAsync($"select from migration.runs where id = {run.Value} for update", ct);
        return await context.FindRunAsync(run, ct);
    }

    /// <summary>The run that may write in the tenant just now.</summary>
    public static async Task<RunHead?> FindWriterAsync(this OpsDbContext context, OrganizationId tenant, CancellationToken ct) =>
        (await context.Database.SqlQuery<RunHeadRow>(
            With(Select).Add($"where r.organization_id = {tenant.Value} and r.state in ('IMPORT_QUEUED', 'IMPORTING', 'IMPORT_PAUSED', 'ROLLING_BACK')").Done())
            .ToListAsync(ct)).SingleOrDefault()?.ToHead();

    /// <summary>Tells who listens, after the commit. A job calls it once a second at most.</summary>
    public static Task TellRunAsync(this OpsDbContext context, RunHead head, RunState state, CancellationToken ct) =>
        context.Database.ExecuteSqlAsync(
            $"""
            select pg_notify('ops_signal', jsonb_build_object('kind', 'run-changed', 'run', {head.Id.Value}, 'tenant', {head.Tenant.Value},
                'reason', {state.Stored()})::text)
            """,
            ct);

    /// <summary>The same head at the job door, which knows no person's name.</summary>
    public static async Task<RunHead?> LockRunNamelessAsync(this OpsDbContext context, RunId run, CancellationToken ct)
    {
        await context.Database.ExecuteSqlAsync($"select from migration.runs where id = {run.Value} for update", ct);
        return (await context.Database.SqlQuery<RunHeadRow>(With(Nameless).Add($"where r.id = {run.Value}").Done()).ToListAsync(ct)).SingleOrDefault()?.ToHead();
    }

    /// <summary>A statement of ours without a parameter, to go on from with parameters.</summary>
    internal static SqlText With(string head) => new SqlText().Add(FormattableStringFactory.Create(head));

    internal static readonly string Select = Columns("c.display_name", "h.display_name", "p.role", "q.display_name", "i.display_name", "a.display_name") + From +
        """
        left join access.operator_name c on c.operator_id = r.created_by
        left join access.operator_name h on h.operator_id = r.holder_id
        left join access.operator p on p.id = r.holder_id
        left join access.operator_name q on q.operator_id = r.rollback_requested_by
        left join access.operator_name i on i.operator_id = r.import_requested_by
        left join access.operator_name a on a.operator_id = r.import_approved_by

        """;

    private const string From =
        """

        from migration.runs r
        cross join (select access.now() as now offset 0) n
        left join platform.organizations o on o.id = r.organization_id

        """;

    private static readonly string Nameless = Columns("null", "null", "null", "null", "null", "null") + From;

    private static string Columns(string creator, string holder, string role, string requester, string importRequester, string importApprover) =>
        $"""
        select r.id, r.organization_id, coalesce(o.name, '(unknown)') as tenant_name, r.reference, r.state, r.state_at, r.came_from,
            r.furthest_step::int as furthest_step, r.cause_code, r.cause, r.created_at, r.created_by,
            coalesce({creator}, '(erased)') as created_by_name, r.last_act_at, r.source, r.source_system, r.source_label,
            {RunCountColumns.Select} as counts, r.holder_id, coalesce({holder}, '(erased)') as holder_name, {role}::text as holder_role, r.held_since, r.renewed_at,
            r.mapping_version, encode(r.plan_digest, 'hex') as plan_digest, r.import_started_at, r.import_started_by, r.pause_asked, r.stop_asked,
            r.import_requested_by, {importRequester}::text as import_requested_by_name, r.import_requested_at, r.import_request_reason,
            encode(r.import_request_digest, 'hex') as import_request_digest, r.import_approved_by, {importApprover}::text as import_approved_by_name, r.import_approved_at,
            r.stopped_for, r.completed_at, r.signed_off_at, r.window_closed_at, r.rollback_reason,
            encode(r.rollback_plan_digest, 'hex') as rollback_plan_digest, encode(r.rollback_digest, 'hex') as rollback_digest,
            r.rollback_requested_by, {requester}::text as rollback_requested_by_name, r.rollback_requested_at, r.rollback_approved_by,
            r.rolled_back_at, r.over_at, r.purged_at, r.project_id, r.version, n.now as read_at
        """;
}
