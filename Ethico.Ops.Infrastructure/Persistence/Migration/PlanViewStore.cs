using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The plan in figures and lines, its conflicts, and how far the import is.</summary>
internal sealed partial class PlanViewStore(OpsDatabase database, IVault vault, FormatLimits limits, RunOptions options) : IPlanViews
{
    private const string Bullets = SensitiveFinder.Bullets;

    public Task<Outcome<PlanFigures>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(key, run, act, (context, token) => ReadAsync(context, run, options.OnePersonRows.Import, token), ct);

    public Task<Outcome<KeysetPage<PlanLine>>> LinesAsync(
        TenantKey key, RunId run, PlanAction action, ConflictKind? kind, int after, int size, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var lines = await context.ListAsync(
                    """
                    select p.position, p.row_number, p.action, p.reason, p.conflict, p.decision, p.source_record_id, p.case_reference,
                        d.targets, d.lives, d.news
                    from migration.plan_rows p
                    left join lateral (
                        select array_agg(e.key order by e.key) as targets,
                            array_agg(case when e.key = any($6) and e.value ->> 'live' is not null then $7 else migration.shown_value($1, e.key, e.value ->> 'live') end order by e.key) as lives,
                            array_agg(case when e.key = any($6) and e.value ->> 'new' is not null then $7 else migration.shown_value($1, e.key, e.value ->> 'new') end order by e.key) as news
                        from jsonb_each(coalesce(p.changes, '{}')) e
                    ) d on true
                    where p.run_id = $1 and p.action = $2 and ($3::text is null or p.conflict = $3) and p.position > $4
                    order by p.position limit $5
                    """,
                    r => new PlanLine(
                        r.GetInt32(0), r.GetInt32(1), RunCodes.Read<PlanAction>(r.GetString(2)), r.IsDBNull(3) ? null : r.GetString(3),
                        r.IsDBNull(4) ? null : (ConflictKind)(r.GetString(4)[1] - '0'), r.IsDBNull(5) ? null : RunCodes.Read<ConflictDecision>(r.GetString(5)),
                        r.IsDBNull(6) ? null : r.GetString(6), r.IsDBNull(7) ? null : r.GetString(7),
                        r.IsDBNull(8) ? [] : Changes(r.GetFieldValue<string[]>(8), r.GetFieldValue<string?[]>(9), r.GetFieldValue<string?[]>(10))),
                    token, run.Value, action.Stored(), kind is { } one ? $"C{(int)one}" : null, after, size + 1, Personal, Bullets);
                return Outcome.Of(new KeysetPage<PlanLine>(
                    [.. lines.Take(size)], lines.Count > size ? lines[size - 1].Position.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
            },
            ct);

    public Task<Outcome<ImportProgress>> ProgressAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var found = await context.ListAsync(
                    """
                    select total_rows, next_position - 1 + left_out, created, updated, merged, skipped, failed,
                        case when moved_at > access.now() - interval '90 seconds' then minute_rate end, completed_at
                    from migration.progress where run_id = $1
                    """,
                    r => new ImportProgress(
                        r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6),
                        r.IsDBNull(7) ? null : r.GetDecimal(7), r.IsDBNull(8) ? null : r.GetFieldValue<DateTimeOffset>(8)),
                    token, run.Value);
                return found is [var one] ? Outcome.Of(one) : PlanRefusals.NoPlan;
            },
            ct);

    public Task<Outcome<KeysetPage<FailedRow>>> FailuresAsync(TenantKey key, RunId run, int after, int size, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var rows = await context.ListAsync(
                    """
                    select p.position, p.row_number, p.source_record_id, p.failure_code, coalesce(p.failure_words, '')
                    from migration.plan_rows p
                    where p.run_id = $1 and p.failure_code is not null and p.position > $2 order by p.position limit $3
                    """,
                    r => new FailedRow(
                        r.GetInt32(0), r.GetInt32(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetString(3), r.GetString(4)),
                    token, run.Value, after, size + 1);
                return Outcome.Of(new KeysetPage<FailedRow>(
                    [.. rows.Take(size)], rows.Count > size ? rows[size - 1].Position.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
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

    /// <summary>Targets whose values leave the database masked; category and location go by their own names in a difference.</summary>
    private static string[] Personal { get; } =
        [.. TargetFields.All.Where(f => f.IsPersonal).Select(f => f.Key), "case.custom_fields", "report.custom_fields", "case.location_text", "report.location_text"];

    private static List<PlanChange> Changes(string[] targets, string?[] lives, string?[] news) =>
        [.. targets.Select((target, i) => new PlanChange(target, lives[i], news[i], Personal.Contains(target)))];

    private static async Task<Outcome<PlanFigures>> ReadAsync(OpsDbContext context, RunId run, int onePersonRows, CancellationToken ct)
    {
        var plan = await context.ListAsync(
            "select updates_existing, prefix, total_rows, from_position, made_at from migration.plans where run_id = $1",
            r => (Updates: r.GetBoolean(0), Prefix: r.IsDBNull(1) ? null : r.GetString(1), Total: r.GetInt32(2), From: r.GetInt32(3), At: r.GetFieldValue<DateTimeOffset>(4)),
            ct, run.Value);
        if (plan is not [var basis])
            return PlanRefusals.NoPlan;
        var counts = (await context.ListAsync(
            """
            select count(*) filter (where d.does = 'CREATE')::int, count(*) filter (where d.does = 'UPDATE')::int, count(*) filter (where d.does = 'MERGE')::int,
                count(*) filter (where d.does = 'SKIP')::int, count(*) filter (where d.does is null)::int,
                count(*) filter (where d.does = 'CREATE' and d.note_id is not null)::int,
                count(*) filter (where d.does in ('CREATE', 'UPDATE') and d.makes_investigation)::int
            from (select p.*, migration.comes_to(p.action, p.decision) as does from migration.plan_rows p where p.run_id = $1 and p.position >= $2) d
            """,
            r => Enumerable.Range(0, 7).Select(r.GetInt32).ToArray(), ct, run.Value, basis.From)).Single();
        // Of places and categories that any row ever named, those the import makes: of rows it writes, and not made by it before.
        var others = (await context.ListAsync(
            """
            with recursive written as (
                select p.category_id, p.secondary_category_id, p.location_id from migration.plan_rows p
                where p.run_id = $1 and p.position >= $2 and migration.comes_to(p.action, p.decision) in ('CREATE', 'UPDATE')
            ), fresh as (
                select r.* from migration.plan_references r where r.run_id = $1
                  and not exists (select from migration.source_keys k where k.organization_id = r.organization_id and k.entity = r.kind and k.entity_id = r.id)
            ), needed as (
                select r.id, r.parent_id from fresh r where r.kind = 'CATEGORY'
                  and r.id in (select w.category_id from written w union select w.secondary_category_id from written w)
                union
                select r.id, r.parent_id from needed n join fresh r on r.kind = 'CATEGORY' and r.id = n.parent_id
            )
            select
                (select count(distinct m.person_id) filter (where m.source_record_id is not null) from migration.plan_people m
                    join migration.plan_rows p on p.run_id = m.run_id and p.position = m.position
                    where m.run_id = $1 and m.position >= $2 and migration.comes_to(p.action, p.decision) in ('CREATE', 'MERGE'))::int,
                (select count(distinct (p.lead_position, m.role, m.person_id)) from migration.plan_people m
                    join migration.plan_rows p on p.run_id = m.run_id and p.position = m.position
                    where m.run_id = $1 and m.position >= $2 and migration.comes_to(p.action, p.decision) in ('CREATE', 'MERGE'))::int,
                (select count(*) from needed)::int,
                (select count(*) from fresh r where r.kind = 'LOCATION' and r.id in (select w.location_id from written w))::int
            """,
            r => Enumerable.Range(0, 4).Select(r.GetInt32).ToArray(), ct, run.Value, basis.From)).Single();
        var queues = await context.ListAsync(
            """
            select q.name, case when x.lead = '' then '' else $3 end, x.lead <> '', x.rows
            from (select s.queue_id, coalesce(s.lead_source_text, '') as lead, count(*)::int as rows
                from migration.plan_rows p
                join migration.staged_rows s on s.organization_id = p.organization_id and s.run_id = p.run_id and s.row_number = p.row_number
                where p.run_id = $1 and p.position >= $2 and s.queue_id is not null and migration.comes_to(p.action, p.decision) = 'CREATE'
                group by 1, 2) x
            join platform.queues q on q.organization_id = (select access.current_tenant()) and q.id = x.queue_id
            order by x.rows desc, x.lead limit 500
            """,
            r => new QueueCount(r.GetString(0), r.GetString(1), r.GetBoolean(2), r.GetInt32(3)), ct, run.Value, basis.From, Bullets);
        var conflicts = await context.ListAsync(
            """
            select conflict, count(*)::int, (count(*) filter (where decision is null))::int from migration.plan_rows
            where run_id = $1 and action = 'CONFLICT' and position >= $2 group by 1 order by 1
            """,
            r => new ConflictCount((ConflictKind)(r.GetString(0)[1] - '0'), r.GetInt32(1), r.GetInt32(2)), ct, run.Value, basis.From);
        var made = counts[0];
        return Outcome.Of(new PlanFigures(
            new(counts[0], counts[1], counts[2], counts[3], counts[4]),
            [
                new("REPORT", made), new("CASE", made), new("CASE_REPORT", made), new("PERSON", others[0]), new("CASE_PERSON", others[1]),
                new("INVESTIGATION", counts[6]), new("CASE_NOTE", counts[5]), new("CATEGORY", others[2]), new("LOCATION", others[3]),
            ],
            queues, conflicts, basis.Updates ? ExistingPolicy.Update : ExistingPolicy.Skip, basis.Prefix, basis.Total, onePersonRows, basis.From, basis.At));
    }
}
