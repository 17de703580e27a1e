using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal sealed class RollbackStore(OpsDatabase database, ImportOptions options) : IRollbackBook
{
    public Task<Outcome<RollbackPreview>> PreviewAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.LockRunAsync(run, token) is not { } head)
                    return (Outcome<Change<RollbackPreview>>)AccessRefusals.NotFoundOrNotYours;
                if (head.State is not (RunState.ImportStopped or RunState.Imported or RunState.Verified or RunState.PartlyRolledBack or RunState.RollbackRequested))
                    return MigrationRefusals.NotNow(head.State);
                await Rollbacker.PreviewAsync(context, run, key.Caller.Id, options, token);
                var made = (await LastAsync(context, run, token))!;
                return Outcome.Of(new Change<RollbackPreview>(made, null, new JsonObject { ["digest"] = made.Digest, ["removes"] = made.Removes }));
            },
            ct);

    public Task<Outcome<IReadOnlyList<RollbackRow>>> RowsAsync(TenantKey key, RunId run, int afterPosition, int size, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await LastAsync(context, run, token) is not { } plan)
                    return (Outcome<IReadOnlyList<RollbackRow>>)MigrationRefusals.NoPreview;
                var rows = await context.Database.SqlQuery<Row>(
                    $"""
                    select r.position, r.entity_id, c.reference_number as reference, r.verdict, r.choice, r.causes, x.reference as changed_by_run,
                        (select g.before::text from migration.ledger g where g.run_id = r.run_id and g.action = 'UPDATED' and g.entity_id = r.entity_id limit 1) as before,
                        case when r.verdict = 'KEPT_EDITED' then (to_jsonb(c) - 'organization_id' - 'row_version')::text end as now, c.updated_at as edited_at
                    from migration.rollback_rows r
                    left join platform.cases c on r.position > 0 and c.organization_id = r.organization_id and c.id = r.entity_id
                    left join migration.runs x on x.id = r.changed_by_run
                    where r.plan_id = {plan.Id} and r.position > {afterPosition}
                    order by r.position limit {size}
                    """).ToListAsync(token);
                return Outcome.Of<IReadOnlyList<RollbackRow>>([.. rows.Select(r => r.ToRow())]);
            },
            ct);

    public Task<Outcome<RollbackPreview>> ChooseAsync(
        TenantKey key, RunId run, IReadOnlyCollection<int> positions, RollbackChoice choice, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.LockRunAsync(run, token) is null || await LastAsync(context, run, token) is not { } plan)
                    return (Outcome<Change<RollbackPreview>>)MigrationRefusals.NoPreview;
                var places = positions.ToArray();
                var listed = await context.Database.SqlQuery<Listed>(
                    $"""
                    select r.verdict, r.causes <> array[]::text[] as is_blocked, r.changed_by_run is not null as is_changed_by_run
                    from migration.rollback_rows r where r.plan_id = {plan.Id} and r.position > 0 and r.position = any({places}) and r.outcome is null
                    """).ToListAsync(token);
                if (listed.Count != places.Distinct().Count())
                    return ImportRefusals.NotListed;
                if (listed.Any(l => !RollbackRules.Choices(RunCodes.Read<RollbackVerdict>(l.Verdict), l.IsBlocked, l.IsChangedByRun).Contains(choice)))
                    return ImportRefusals.ChoiceDoesNotFit;
                await context.Database.ExecuteSqlAsync(
                    $"""
                    update migration.rollback_rows r set choice = {choice.Stored()} where r.plan_id = {plan.Id} and r.position > 0 and r.position = any({places});
                    select migration.rollback_digest({run.Value}, {plan.Id})
                    """,
                    token);
                var now = (await LastAsync(context, run, token))!;
                return Outcome.Of(new Change<RollbackPreview>(now, new JsonObject { ["digest"] = plan.Digest }, new JsonObject { ["digest"] = now.Digest }));
            },
            ct);

    private static async Task<RollbackPreview?> LastAsync(OpsDbContext context, RunId run, CancellationToken ct) =>
        (await context.Database.SqlQuery<RollbackPreview>(
            $"""
            select p.id, p.made_at, encode(p.digest, 'hex') as digest, p.records, p.removes, p.restores, p.kept_edited, p.kept_blocked, p.kept_in_use
            from migration.rollback_plans p where p.run_id = {run.Value} order by p.made_at desc, p.id desc limit 1
            """).ToListAsync(ct)).SingleOrDefault();

    private sealed record Listed(string Verdict, bool IsBlocked, bool IsChangedByRun);

    private sealed record Row(
        int Position, Guid EntityId, string? Reference, string Verdict, string Choice, string[] Causes, string? ChangedByRun, string? Before, string? Now, DateTimeOffset? EditedAt)
    {
        public RollbackRow ToRow() => new(
            Position, EntityId, Reference, RunCodes.Read<RollbackVerdict>(Verdict), RunCodes.Read<RollbackChoice>(Choice), Causes, ChangedByRun, Before, Now, EditedAt);
    }
}
