using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Validation;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>What the Validate page shows.</summary>
internal sealed partial class RowFixStore
{
    private const string Bullets = SensitiveFinder.Bullets;

    public Task<Outcome<IReadOnlyList<FindingGroup>>> GroupsAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) => Outcome.Of<IReadOnlyList<FindingGroup>>(await context.ListAsync(
                """
                select g.code, g.severity, g.column_number, g.column_name, g.total, g.open, n.display_name, g.accepted_at
                from migration.finding_groups g left join access.operator_name n on n.operator_id = g.accepted_by
                where g.run_id = $1
                order by case g.severity when 'ERROR' then 0 when 'WARNING' then 1 else 2 end, g.open desc, g.code, g.column_number
                """,
                r =>
                {
                    var group = new FindingGroupKey(new(r.GetString(0)), SeverityOf(r.GetString(1)), r.GetInt32(2));
                    return new FindingGroup(
                        group, r.IsDBNull(3) ? null : r.GetString(3), group.Rule!.Condition, group.Rule.Advice, r.GetInt32(4), r.GetInt32(5),
                        r.IsDBNull(6) ? null : r.GetString(6), r.IsDBNull(7) ? null : r.GetFieldValue<DateTimeOffset>(7));
                },
                token, run.Value)),
            ct);

    public Task<Outcome<KeysetPage<FindingLine>>> LinesAsync(
        TenantKey key, RunId run, FindingGroupKey group, int? afterRow, int size, bool revealed, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.FindRunAsync(run, token) is not { } head || group.Rule is null)
                    return (Outcome<KeysetPage<FindingLine>>)RowRefusals.NoSuchGroup;
                var ground = await context.GroundAsync(new(head.Tenant, run), token);
                if (!ground.IsAllowed)
                    return ground.Refusal;
                var isPlain = await PlainColumns.OnPagesAsync(context, new(head.Tenant, run), ground.Value, token);
                var isMasked = !revealed && !isPlain(group.Column);
                // Of a row with too many or too few cells nobody knows yet which column a cell belongs to.
                int[] ragged = revealed ? [] : [new FindingMark(Rules.TooManyCells, 0).Value, new FindingMark(Rules.TooFewCells, 0).Value];
                // Masked where it is read (quality.md F14): the cell does not leave the database.
                var lines = await context.ListAsync(
                    """
                    select f.row_number, s.file_number, s.file_row, f.line, s.row_key, case when m.masked and f.value is not null then $9 else f.value end, f.message,
                        f.suggestion, f.suggestion_kind, case when m.masked and f.suggested_value <> '' then $9 else f.suggested_value end, s.state, m.masked
                    from migration.findings f
                    left join migration.staged_rows s on s.organization_id = f.organization_id and s.run_id = f.run_id and s.row_number = f.row_number
                    cross join lateral (select $8 or (f.column_number > 0 and coalesce(s.marks && $10, false)) as masked) m
                    where f.organization_id = $1 and f.run_id = $2 and f.code = $3 and f.severity = $4 and f.column_number = $5 and f.row_number > $6
                    order by f.row_number limit $7
                    """,
                    r => new FindingLine(
                        r.GetInt32(0), r.IsDBNull(1) ? 0 : r.GetInt16(1), r.IsDBNull(2) ? 0 : r.GetInt32(2), r.GetInt64(3), r.IsDBNull(4) ? null : r.GetString(4),
                        r.IsDBNull(5) ? null : r.GetString(5), r.GetBoolean(11), r.GetString(6), r.IsDBNull(7) ? null : r.GetString(7),
                        Enum.GetValues<SuggestionKind>().First(k => FindingCopy.Stored(k) == r.GetString(8)), r.IsDBNull(9) ? null : r.GetString(9),
                        r.IsDBNull(10) ? RowState.Ready : Enum.Parse<RowState>(r.GetString(10), ignoreCase: true)),
                    token, head.Tenant.Value, run.Value, group.Code.Value, FindingCopy.Stored(group.Severity), group.Column, afterRow ?? -1, size + 1, isMasked, Bullets, ragged);
                var next = lines.Count > size ? lines[size - 1].Row.ToString(CultureInfo.InvariantCulture) : null;
                return Outcome.Of(new KeysetPage<FindingLine>([.. lines.Take(size)], next));
            },
            ct);

    public Task<Outcome<RowSight>> SightAsync(TenantKey key, RunId run, int row, bool revealed, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.FindRunAsync(run, token) is not { } head)
                    return (Outcome<RowSight>)RowRefusals.NoSuchRow;
                var scope = new RunScope(head.Tenant, run);
                var ground = await context.GroundAsync(scope, token);
                if (!ground.IsAllowed)
                    return ground.Refusal;
                var standing = (await context.FixesAsync(scope, [row], token)).GetValueOrDefault(row) ?? RowFixes.None;
                await foreach (var (_, source) in new RowRecheck(context, scope, ground.Value, vault, limits).RowsAsync([row], token))
                    if (source.Surplus is { Length: > 0 } || source.Missing > 0)
                        return Outcome.Of(Sight(source, standing, ground.Value.Setting.Columns, revealed ? null : await PlainColumns.OnPagesAsync(context, scope, ground.Value, token)));
                return RowRefusals.NoSuchRow;
            },
            ct);

    public Task<Outcome<IReadOnlyList<RowAct>>> HistoryAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) => Outcome.Of<IReadOnlyList<RowAct>>(await context.ListAsync(
                """
                select a.act, a.is_skip, a.rows, case when a.rows = 1 then a.row_number end, a.column_number,
                    case when a.column_number > 0 then f.body -> 'columns' ->> (a.column_number - 1) end, n.display_name, a.made_at, a.undone_at
                from (select act, false as is_skip, count(distinct row_number)::int as rows, min(row_number) as row_number, case when count(distinct column_number) = 1 then min(column_number) end as column_number,
                        (array_agg(made_by))[1] as made_by, min(made_at) as made_at, case when bool_and(undone_at is not null) then max(undone_at) end as undone_at
                    from migration.fixes where run_id = $1 group by act
                    union all
                    select act, true, count(*)::int, min(row_number), null, (array_agg(made_by))[1], min(made_at), null from migration.row_skips where run_id = $1 group by act) a
                left join access.operator_name n on n.operator_id = a.made_by
                left join lateral (select d.body from migration.run_documents d where d.run_id = $1 and d.kind = 'FORMAT' order by d.version desc limit 1) f on true
                order by a.made_at desc, a.act limit 200
                """,
                r => new RowAct(
                    r.GetGuid(0), r.GetBoolean(1), r.GetInt32(2), r.IsDBNull(3) ? null : r.GetInt32(3), r.IsDBNull(4) ? null : r.GetInt32(4), r.IsDBNull(5) ? null : r.GetString(5),
                    r.IsDBNull(6) ? null : r.GetString(6), r.GetFieldValue<DateTimeOffset>(7), r.IsDBNull(8) ? null : r.GetFieldValue<DateTimeOffset>(8)),
                token, run.Value)),
            ct);

    // A cell may hold a piece of any column up to as many places before it as there are cells too many, or behind it as there are too few.
    private static RowSight Sight(SourceRow source, RowFixes standing, IReadOnlyList<string> columns, Func<int, bool>? isPlain)
    {
        var (width, surplus) = (source.Cells.Length, source.Surplus ?? []);
        var at = new int[width];
        for (var i = 0; i < width; i++)
            at[source.PlaceOf(i)] = i + 1;
        var isMasked = false;
        var shown = source with
        {
            Cells = [.. source.Cells.Select((cell, i) => Shown(cell, source.PlaceOf(i)))],
            Surplus = source.Surplus is null ? null : [.. surplus.Select((cell, i) => Shown(cell, width + i))],
        };
        // What was typed belongs to its own column; what was moved to the notes may be of any.
        var typed = standing.Typed.ToDictionary(t => t.Key, t => Masked(t.Value, t.Key > 0 && isPlain?.Invoke(t.Key) is true));
        return new(columns, shown, typed, isMasked);

        string Shown(string cell, int place)
        {
            var could = Enumerable.Range(place - surplus.Length, surplus.Length + 1 + source.Missing);
            return Masked(cell, could.All(p => p < 0 || p >= width || isPlain?.Invoke(at[p]) is true));
        }

        string Masked(string cell, bool isHarmless)
        {
            if (cell.Length == 0 || isPlain is null || isHarmless)
                return cell;
            isMasked = true;
            return Bullets;
        }
    }

    private static Severity SeverityOf(string stored) => stored switch
    {
        "ERROR" => Severity.Error,
        "WARNING" => Severity.Warning,
        _ => Severity.Info,
    };
}
