using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal sealed class ConflictStore(OpsDatabase database, RunOptions options) : IConflictBook
{
    public Task<Outcome<int>> DecideAsync(
        TenantKey key, RunId run, ConflictKind conflict, ConflictDecision decision, IReadOnlyCollection<int>? positions, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var turn = await context.TurnAsync(key.Caller, run, RunAct.DecideConflicts, options, token);
                if (!turn.IsAllowed)
                    return (Outcome<Change<int>>)turn.Refusal;
                var decided = await StoreAsync(context, key.Caller, run, conflict, decision, positions?.ToArray(), token);
                if (decided == 0)
                    return ImportRefusals.NothingToDecide;
                await context.PutAsync(turn.Value, key.Caller, RunPut.Nothing, token);
                return Outcome.Of(new Change<int>(decided, null, new JsonObject { ["decided"] = decided }));
            },
            ct);

    // The number a decision asks for is written with it: PREFIX before the source's own, NEW_NUMBER and CREATE_BESIDE drawn at import.
    private static async Task<int> StoreAsync(
        OpsDbContext context, Caller who, RunId run, ConflictKind conflict, ConflictDecision decision, int[]? positions, CancellationToken ct)
    {
        var prefix = PlanTerms.DefaultPrefix;
        var decided = await context.Database.ExecuteSqlAsync(
            $"""
            update migration.plan_rows r set decision = {decision.Stored()}, decided_by = {who.Id.Value}, decided_at = access.now(),
                case_reference = case {decision.Stored()} when 'PREFIX' then left(coalesce(p.prefix, {prefix}) || w.reference, 50)
                    when 'NEW_NUMBER' then null when 'CREATE_BESIDE' then null else w.reference end,
                report_reference = case {decision.Stored()} when 'PREFIX' then left(coalesce(p.prefix, {prefix}) || w.report_reference, 50)
                    when 'NEW_NUMBER' then null when 'CREATE_BESIDE' then null else w.report_reference end
            from migration.plans p, migration.staged_rows s
            cross join lateral (select s.case_reference_number as reference, coalesce(s.report_reference_number, s.case_reference_number) as report_reference) w
            where r.run_id = {run.Value} and p.run_id = r.run_id and r.action = 'CONFLICT' and r.conflict = {Code(conflict)}
              and s.organization_id = r.organization_id and s.run_id = r.run_id and s.row_number = r.row_number
              and ({positions}::int[] is null or r.position = any({positions}::int[]))
            """,
            ct);
        await context.Database.ExecuteSqlAsync(
            $"""
            -- Further rows of a key share the fate of the first.
            update migration.plan_rows m set action = case when migration.comes_to(l.action, l.decision) = 'SKIP' then 'SKIP' else 'MERGE' end,
                reason = case when migration.comes_to(l.action, l.decision) = 'SKIP' then 'LEAD' end
            from migration.plan_rows l
            where m.run_id = {run.Value} and l.run_id = m.run_id and l.position = m.lead_position and m.position <> m.lead_position
              and l.action = 'CONFLICT' and (m.action = 'MERGE' or m.reason = 'LEAD');
            update migration.runs r set plan_create = c."create", plan_update = c."update", plan_merge = c.merge, plan_skip = c.skip,
                plan_conflict = c.conflict, conflicts_undecided = c.conflict
            from (select count(*) filter (where does = 'CREATE') as "create", count(*) filter (where does = 'UPDATE') as "update",
                    count(*) filter (where does = 'MERGE') as merge, count(*) filter (where does = 'SKIP') as skip, count(*) filter (where does is null) as conflict
                from (select migration.comes_to(p.action, p.decision) as does from migration.plan_rows p where p.run_id = {run.Value}) d) c
            where r.id = {run.Value}
            """,
            ct);
        return decided;
    }

    private static string Code(ConflictKind conflict) => "C" + ((int)conflict).ToString(CultureInfo.InvariantCulture);
}
