using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

internal sealed class PlanStore(OpsDatabase database, RunOptions options) : IPlanBook
{
    public Task<Outcome<PlanView>> ViewAsync(TenantKey key, RunId run, long? seed, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var counts = (await context.Database.SqlQuery<CountRow>(
                    $"""
                    select p.sample_seed, p.total_rows, c.* from migration.plans p cross join lateral (
                        select count(*) filter (where does = 'CREATE')::int as "create", count(*) filter (where does = 'UPDATE')::int as "update",
                            count(*) filter (where does = 'MERGE')::int as merge, count(*) filter (where does = 'SKIP')::int as skip,
                            count(*) filter (where does is null)::int as conflict, count(*) filter (where does in ('CREATE', 'UPDATE') and makes_investigation)::int as investigations
                        from (select migration.comes_to(r.action, r.decision) as does, r.makes_investigation from migration.plan_rows r where r.run_id = p.run_id) d) c
                    where p.run_id = {run.Value}
                    """).ToListAsync(token)).SingleOrDefault();
                if (counts is null)
                    return (Outcome<PlanView>)ImportRefusals.NoPlan;
                var drawn = seed ?? counts.SampleSeed;
                return Outcome.Of(new PlanView(
                    new(counts.Create, counts.Update, counts.Merge, counts.Skip, counts.Conflict),
                    counts.Conflict,
                    await ToCreateAsync(context, run, counts, token),
                    await FallbackAsync(context, run, token),
                    drawn,
                    await SampleAsync(context, run, drawn, counts.TotalRows, token)));
            },
            ct);

    public Task<Outcome<IReadOnlyList<PlanRow>>> RowsAsync(TenantKey key, RunId run, PlanFilter filter, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var sql = Rows(run)
                    .AddIf(filter.Action is not null, $"and r.action = {filter.Action?.Stored()}")
                    .AddIf(filter.Conflict is not null, $"and r.conflict = {Code(filter.Conflict ?? default)}")
                    .AddIf(filter.Key is not null, $"and r.source_record_id = {filter.Key}")
                    .Add($"and r.position > {filter.AfterPosition} order by r.position limit {filter.Size}");
                return Outcome.Of<IReadOnlyList<PlanRow>>(await ReadAsync(context, sql, token));
            },
            ct);

    public Task<Outcome<IReadOnlyList<DriftRow>>> DriftAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) => Outcome.Of<IReadOnlyList<DriftRow>>(await context.Database.SqlQuery<DriftRow>(
                $"select d.row_number, d.cause, d.entity, d.entity_id, d.before, d.now from migration.drift_rows d where d.run_id = {run.Value} order by d.nth").ToListAsync(token)),
            ct);

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

    private static async Task<IReadOnlyDictionary<string, int>> ToCreateAsync(OpsDbContext context, RunId run, CountRow counts, CancellationToken ct)
    {
        var others = await context.Database.SqlQuery<EntityRow>(
            $"""
            with made as (
                select r.position, r.category_id, r.secondary_category_id, r.location_id, migration.comes_to(r.action, r.decision) as does
                from migration.plan_rows r where r.run_id = {run.Value} and migration.comes_to(r.action, r.decision) in ('CREATE', 'UPDATE', 'MERGE'))
            select 'PERSON' as entity, count(distinct n.person_id)::int as many from migration.plan_people n join made m on m.position = n.position
                where n.run_id = {run.Value} and n.source_record_id is not null and m.does <> 'UPDATE'
            union all
            select x.kind, count(distinct x.id)::int from migration.plan_references x
                where x.run_id = {run.Value} and exists (select from made m where x.id in (m.category_id, m.secondary_category_id, m.location_id)) group by x.kind
            """).ToListAsync(ct);
        var all = others.ToDictionary(o => o.Entity, o => o.Many, StringComparer.Ordinal);
        all["REPORT"] = all["CASE"] = counts.Create;
        all["INVESTIGATION"] = counts.Investigations;
        return all;
    }

    private static async Task<IReadOnlyList<FallbackLine>> FallbackAsync(OpsDbContext context, RunId run, CancellationToken ct) =>
        await context.Database.SqlQuery<FallbackLine>(
            $"""
            select s.lead_source_text as lead, q.name as queue, count(*)::int as cases
            from migration.plan_rows r
            join migration.staged_rows s on s.organization_id = r.organization_id and s.run_id = r.run_id and s.row_number = r.row_number
            join platform.queues q on q.organization_id = s.organization_id and q.id = s.queue_id
            where r.run_id = {run.Value} and migration.comes_to(r.action, r.decision) = 'CREATE' and s.handler_id is null
            group by 1, 2 order by 3 desc, 1 limit 500
            """).ToListAsync(ct);

    private static async Task<IReadOnlyList<PlanRow>> SampleAsync(OpsDbContext context, RunId run, long seed, int total, CancellationToken ct)
    {
        var positions = SampleDraw.Draw(seed, total, SampleDraw.Preview).Select(i => i + 1).ToArray();
        return await ReadAsync(context, Rows(run).Add($"and r.position = any({positions}) order by r.position"), ct);
    }

    private static SqlText Rows(RunId run) => new SqlText().Add(
        $"""
        select r.position, r.row_number, r.source_record_id as key, r.action, r.conflict, r.decision, r.reason, r.case_reference as reference, r.changes::text as changes
        from migration.plan_rows r where r.run_id = {run.Value}
        """);

    private static async Task<IReadOnlyList<PlanRow>> ReadAsync(OpsDbContext context, SqlText sql, CancellationToken ct)
    {
        var rows = await context.Database.SqlQuery<Row>(sql.Done()).ToListAsync(ct);
        return [.. rows.Select(r => r.ToRow())];
    }

    private static string Code(ConflictKind conflict) => "C" + ((int)conflict).ToString(CultureInfo.InvariantCulture);

    private sealed record CountRow(long SampleSeed, int TotalRows, int Create, int Update, int Merge, int Skip, int Conflict, int Investigations);

    private sealed record EntityRow(string Entity, int Many);

    private sealed record Row(
        int Position, int RowNumber, string? Key, string Action, string? Conflict, string? Decision, string? Reason, string? Reference, string? Changes)
    {
        public PlanRow ToRow() => new(
            Position, RowNumber, Key, RunCodes.Read<PlanAction>(Action), Conflict is null ? null : (ConflictKind)(Conflict[1] - '0'),
            RunCodes.ReadOptional<ConflictDecision>(Decision), Reason, Reference, Changes);
    }
}
