using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Previews of a rollback, made and read at the run's door, which can write nothing of the client's.</summary>
internal sealed class RollbackViewStore(OpsDatabase database, RunOptions options, ImportOptions import) : IRollbackViews
{
    private static readonly string[] Masked = [.. TargetFields.All.Where(f => f.IsPersonal).Select(f => f.Key)];

    public Task<Outcome<RollbackView>> PreviewAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.LockRunAsync(run, token) is not { } head)
                    return (Outcome<Change<RollbackView>>)AccessRefusals.NotFoundOrNotYours;
                if (Fault(head) is { } fault)
                    return fault;
                return await MadeAsync(context, key, run, head, token);
            },
            ct);

    public Task<Outcome<RollbackView?>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(key, run, act, async (context, token) => Outcome.Of(await FindAsync(context, run, token)), ct);

    public Task<Outcome<KeysetPage<RollbackLine>>> LinesAsync(
        TenantKey key, RunId run, RollbackVerdict verdict, int after, int size, bool isRevealed, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var rows = await context.ListAsync(
                    """
                    select r.position, r.entity_id, r.verdict, r.choice, r.causes, l.reference, p.source_record_id,
                        case when r.position > 0 then c.reference_number else coalesce(
                            (select x.name from platform.categories x where x.organization_id = r.organization_id and x.id = r.entity_id),
                            (select x.name from platform.locations x where x.organization_id = r.organization_id and x.id = r.entity_id)) end,
                        case when c.updated_by is null then null else coalesce(n.display_name, 'a client user') end,
                        case when r.position > 0 then c.updated_at end, f.targets, f.befores, f.imports, f.nows, r.outcome
                    from migration.rollback_rows r
                    left join migration.plan_rows p on p.run_id = r.run_id and p.position = r.position
                    left join platform.cases c on c.organization_id = r.organization_id and c.id = r.entity_id
                    left join access.operator_name n on n.operator_id = c.updated_by
                    left join migration.runs l on l.organization_id = r.organization_id and l.id = r.changed_by_run
                    left join lateral (
                        select array_agg(e.target order by e.target) as targets,
                            array_agg(case when e.target = any($5) and not $6 and e.before <> '' then $7 else e.before end order by e.target) as befores,
                            array_agg(case when e.target = any($5) and not $6 and e.imported <> '' then $7 else e.imported end order by e.target) as imports,
                            array_agg(case when e.target = any($5) and not $6 and e.now <> '' then $7 else e.now end order by e.target) as nows
                        from migration.rollback_fields(r.run_id, r.position) e
                    ) f on r.verdict = 'KEPT_EDITED'
                    where r.run_id = $1 and r.verdict = $2 and r.position > $3
                      and r.plan_id = (select b.id from migration.rollback_plans b where b.run_id = $1 order by b.made_at desc, b.id desc limit 1)
                    order by r.position, r.entity_id limit $4
                    """,
                    r => new RollbackLine(
                        r.GetInt32(0), r.GetGuid(1), RunCodes.Read<RollbackVerdict>(r.GetString(2)), RunCodes.Read<RollbackChoice>(r.GetString(3)),
                        r.GetFieldValue<string[]>(4), r.IsDBNull(5) ? null : RunReference.Parse(r.GetString(5)), r.IsDBNull(6) ? null : r.GetString(6), r.IsDBNull(7) ? null : r.GetString(7),
                        r.IsDBNull(8) ? null : r.GetString(8), r.IsDBNull(9) ? null : r.GetFieldValue<DateTimeOffset>(9),
                        r.IsDBNull(10) ? [] : Fields(r.GetFieldValue<string[]>(10), r.GetFieldValue<string?[]>(11), r.GetFieldValue<string?[]>(12), r.GetFieldValue<string?[]>(13), isRevealed),
                        r.IsDBNull(14) ? null : r.GetString(14)),
                    token, run.Value, verdict.Stored(), after, size + 1, Masked, isRevealed, SensitiveFinder.Bullets);
                // What is in use has no place in the plan: the first page is all that is shown of it.
                var next = rows.Count > size && rows[size - 1].Position > 0 ? rows[size - 1].Position.ToString(CultureInfo.InvariantCulture) : null;
                return Outcome.Of(new KeysetPage<RollbackLine>([.. rows.Take(size)], next));
            },
            ct);

    public Task<Outcome<RollbackView>> ChooseAsync(TenantKey key, RunId run, RollbackWish wish, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.LockRunAsync(run, token) is not { } head)
                    return (Outcome<Change<RollbackView>>)AccessRefusals.NotFoundOrNotYours;
                if (Fault(head) is { } fault)
                    return fault;
                // A request waits for exactly the preview it named: choices would void it unseen.
                if (head.State is RunState.RollbackRequested)
                    return MigrationRefusals.NotNow(head.State);
                if (RunRules.MayEdit(head, key.Caller.Id) is { } held)
                    return held;
                if (!string.Equals(head.RollbackPlanDigest, wish.Digest, StringComparison.OrdinalIgnoreCase))
                    return MigrationRefusals.PreviewChanged;
                var chosen = await context.CommandAsync(
                    """
                    update migration.rollback_rows r set choice = $4
                    where r.run_id = $1 and r.verdict = $2 and r.outcome is null
                      and r.plan_id = (select b.id from migration.rollback_plans b where b.run_id = $1 order by b.made_at desc, b.id desc limit 1)
                      and case when $3::int is null then $4 = 'KEEP' or r.choice = 'KEEP' else r.position = $3 end
                      and ($4 <> 'REVERT' or (r.verdict = 'KEPT_EDITED' and r.causes = '{}' and r.changed_by_run is null))
                    """,
                    token, run.Value, wish.Verdict.Stored(), wish.Position, wish.Choice.Stored());
                if (chosen == 0)
                    return PlanRefusals.WrongRollbackChoice;
                return await MadeAsync(context, key, run, head, token);
            },
            ct);

    private static Refusal? Fault(RunHead head) => head switch
    {
        { State: not (RunState.Imported or RunState.Verified or RunState.ImportStopped or RunState.PartlyRolledBack or RunState.RollbackRequested) } => MigrationRefusals.NotNow(head.State),
        { IsWindowOpen: false } => MigrationRefusals.WindowOver,
        _ => null,
    };

    private async Task<Outcome<Change<RollbackView>>> MadeAsync(OpsDbContext context, TenantKey key, RunId run, RunHead head, CancellationToken ct)
    {
        var made = await Rollbacker.PreviewAsync(context, run, key.Caller.Id, import, ct);
        if (!made.IsAllowed)
            return made.Refusal;
        await context.TellRunAsync(head, head.State, ct);
        var view = (await FindAsync(context, run, ct))!;
        return Outcome.Of(new Change<RollbackView>(
            view,
            new JsonObject { ["digest"] = head.RollbackPlanDigest },
            new JsonObject
            {
                ["digest"] = view.Digest, ["removes"] = view.Removes, ["restores"] = view.Restores, ["keptEdited"] = view.KeptEdited,
                ["keptBlocked"] = view.KeptBlocked, ["keptInUse"] = view.KeptInUse,
            }));
    }

    private async Task<RollbackView?> FindAsync(OpsDbContext context, RunId run, CancellationToken ct)
    {
        var kept = await context.ListAsync(
            """
            select r.verdict, r.choice, count(*)::int,
                (count(*) filter (where r.verdict = 'KEPT_EDITED' and r.causes = '{}' and r.changed_by_run is null))::int
            from migration.rollback_rows r
            where r.plan_id = (select b.id from migration.rollback_plans b where b.run_id = $1 order by b.made_at desc, b.id desc limit 1) and r.verdict <> 'RESTORE'
            group by 1, 2 order by 1, 2
            """,
            r => new RollbackKept(RunCodes.Read<RollbackVerdict>(r.GetString(0)), RunCodes.Read<RollbackChoice>(r.GetString(1)), r.GetInt32(2), r.GetInt32(3)), ct, run.Value);
        var later = await context.ListAsync(
            """
            select distinct l.reference from migration.rollback_rows r join migration.runs l on l.organization_id = r.organization_id and l.id = r.changed_by_run
            where r.plan_id = (select b.id from migration.rollback_plans b where b.run_id = $1 order by b.made_at desc, b.id desc limit 1) order by 1
            """,
            r => RunReference.Parse(r.GetString(0)), ct, run.Value);
        return (await context.ListAsync(
            """
            select b.id, encode(b.digest, 'hex'), b.made_at, coalesce(n.display_name, '(erased)'), b.records, b.removes, b.restores, b.kept_edited, b.kept_blocked, b.kept_in_use,
                r.rows_created + r.rows_updated + r.rows_merged, b.started_at is not null, b.removed, b.restored, b.detached, b.kept, b.in_use, b.phase = 'DONE'
            from migration.rollback_plans b
            join migration.runs r on r.id = b.run_id
            left join access.operator_name n on n.operator_id = b.made_by
            where b.run_id = $1 order by b.made_at desc, b.id desc limit 1
            """,
            r => new RollbackView(
                r.GetGuid(0), r.GetString(1), r.GetFieldValue<DateTimeOffset>(2), r.GetString(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7), r.GetInt32(8),
                r.GetInt32(9), kept, r.GetInt32(10), options.OnePersonRows.Rollback, [.. later.OfType<RunReference>()],
                r.GetBoolean(11) ? new RollbackProgress(r.GetInt32(4), r.GetInt32(12), r.GetInt32(13), r.GetInt32(14), r.GetInt32(15), r.GetInt32(16), r.GetBoolean(17)) : null),
            ct, run.Value)).SingleOrDefault();
    }

    private static List<RollbackField> Fields(string[] targets, string?[] befores, string?[] imports, string?[] nows, bool isRevealed) =>
        [.. targets.Select((target, i) => new RollbackField(target, befores[i], imports[i], nows[i], !isRevealed && TargetFields.Find(target) is not { IsPersonal: false }))];
}
