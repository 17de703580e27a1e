using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Validation;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Which rows a wish means, and which cells it comes to.</summary>
internal static class FixPlan
{
    public static async Task<Outcome<int[]>> RowsAsync(OpsDbContext context, RunScope scope, RowFixWish wish, CancellationToken ct)
    {
        switch (wish)
        {
            case RowFixWish.Cell cell:
                var there = await context.ListAsync(
                    "select row_number from migration.staged_rows where organization_id = $1 and run_id = $2 and row_number = $3",
                    r => r.GetInt32(0), ct, scope.Tenant.Value, scope.Run.Value, cell.Row);
                return there.Count == 0 ? RowRefusals.NoSuchRow : Outcome.Of<int[]>([.. there]);
            case RowFixWish.SameValue same when same.Group.Rule is { } rule && same.Group.Column > 0:
                // Most stand in the list; of those beyond it the row still has its cells.
                var rows = await context.ListAsync(
                    """
                    select row_number from migration.findings
                    where organization_id = $1 and run_id = $2 and code = $3 and severity = $4 and column_number = $5 and value = $6
                    union
                    select row_number from migration.staged_rows
                    where organization_id = $1 and run_id = $2 and marks @> array[$7::int] and cells[$5] = $6
                      and (select g.total from migration.finding_groups g where g.organization_id = $1 and g.run_id = $2
                        and g.code = $3 and g.severity = $4 and g.column_number = $5) > $8
                    """,
                    r => r.GetInt32(0), ct, scope.Tenant.Value, scope.Run.Value, same.Group.Code.Value, FindingCopy.Stored(same.Group.Severity), same.Group.Column, same.Now,
                    new FindingMark(rule, same.Group.Column).Value, FindingBook.KeptMost);
                return Counted([.. rows], same.Expected);
            case RowFixWish.Surplus surplus:
                return await RowsOfAsync(context, scope, new(Rules.TooManyCells.Code, Severity.Error, 0), surplus.Row, expected: 1, ct);
            case RowFixWish.Gap gap:
                return await RowsOfAsync(context, scope, new(Rules.TooFewCells.Code, Severity.Warning, 0), gap.Row, expected: 1, ct);
            case RowFixWish.Suggestion taken:
                return await RowsOfAsync(context, scope, taken.Group, taken.Row, taken.Expected, ct);
            default:
                return RowRefusals.NoSuchGroup;
        }
    }

    /// <summary>Rows that break a rule in a column and were not left out.</summary>
    public static async Task<Outcome<int[]>> RowsOfAsync(OpsDbContext context, RunScope scope, FindingGroupKey group, int? row, int expected, CancellationToken ct)
    {
        if (group.Rule is not { } rule || group.Column is < 0 or > 1000)
            return RowRefusals.NoSuchGroup;
        var rows = await context.ListAsync(
            """
            select row_number from migration.staged_rows
            where organization_id = $1 and run_id = $2 and marks @> array[$3::int] and skip_code is null and ($4::int is null or row_number = $4)
            """,
            r => r.GetInt32(0), ct, scope.Tenant.Value, scope.Run.Value, new FindingMark(rule, group.Column).Value, row);
        return rows.Count == 0 ? RowRefusals.NoSuchGroup : Counted([.. rows], row is null ? expected : 1);
    }

    public static async Task<bool> IsSkipAsync(OpsDbContext context, RunScope scope, RowFixWish.Suggestion taken, Rule rule, CancellationToken ct) =>
        await KindAsync(context, scope, taken, rule, ct) is SuggestionKind.SkipRow;

    public static async Task<Outcome<IReadOnlyList<CellFix>>> MakeAsync(
        OpsDbContext context, RunScope scope, RowFixWish wish, int[] rows, RowGround ground, RowRecheck recheck, CancellationToken ct)
    {
        var columns = ground.Setting.Columns.Count;
        switch (wish)
        {
            case RowFixWish.Cell cell:
                return cell.Column < 1 || cell.Column > columns
                    ? RowRefusals.NoSuchColumn
                    : Outcome.Of<IReadOnlyList<CellFix>>([new(cell.Row, cell.Column, cell.Value, false)]);
            case RowFixWish.Surplus surplus:
                return surplus.Column < 0 || surplus.Column > columns
                    ? RowRefusals.NoSuchColumn
                    : Outcome.Of<IReadOnlyList<CellFix>>([new(surplus.Row, RowFixes.RowPlace, surplus.Column.ToString(CultureInfo.InvariantCulture), false)]);
            case RowFixWish.Gap gap:
                await foreach (var (_, source) in recheck.RowsAsync([gap.Row], ct))
                    if (source.CanHave(gap.At))
                        return Outcome.Of<IReadOnlyList<CellFix>>([new(gap.Row, RowFixes.RowPlace, gap.At.Text, false)]);
                return RowRefusals.NoSuchColumn;
            case RowFixWish.SameValue same:
                return same.Group.Column > columns
                    ? RowRefusals.NoSuchColumn
                    : Outcome.Of<IReadOnlyList<CellFix>>([.. rows.Select(r => new CellFix(r, same.Group.Column, same.Value, false))]);
            case RowFixWish.Suggestion taken:
                return await OfSuggestionAsync(context, scope, taken, rows, ground, recheck, ct);
            default:
                return RowRefusals.NoSuggestion;
        }
    }

    private static async Task<Outcome<IReadOnlyList<CellFix>>> OfSuggestionAsync(
        OpsDbContext context, RunScope scope, RowFixWish.Suggestion taken, int[] rows, RowGround ground, RowRecheck recheck, CancellationToken ct)
    {
        var (group, rule) = (taken.Group, taken.Group.Rule!);
        var kind = await KindAsync(context, scope, taken, rule, ct);
        var suggested = (await context.ListAsync(
            """
            select row_number, suggested_value from migration.findings
            where organization_id = $1 and run_id = $2 and code = $3 and severity = $4 and column_number = $5 and suggested_value is not null and row_number = any($6)
            """,
            r => (r.GetInt32(0), r.GetString(1)), ct, scope.Tenant.Value, scope.Run.Value, group.Code.Value, FindingCopy.Stored(group.Severity), group.Column, rows))
            .ToDictionary(s => s.Item1, s => s.Item2);
        var identity = ground.Mapping.Feeds.Where(f => TargetFields.Find(f.Target)?.Entity is TargetEntity.Reporter)
            .SelectMany(f => f.SourceColumns).Select(ground.Setting.NumberOf).Where(n => n > 0).ToHashSet();
        var header = group.Column == 0 ? "" : ground.Setting.Columns[group.Column - 1];
        var limit = ground.Mapping.Feeds.Where(f => f.SourceColumns.Contains(header, StringComparer.Ordinal)).Select(f => TargetFields.Find(f.Target)?.MaxLength).Min();
        var fixes = new List<CellFix>();
        if (kind is SuggestionKind.DropIdentity or SuggestionKind.SetCell or SuggestionKind.PlaceSurplus or SuggestionKind.PlaceGap)
        {
            // None needs to see the cells, and of an identity that is to be dropped nobody should.
            foreach (var row in rows)
                Add(row, SuggestionTaking.Of(kind, group.Column, [], header, null, suggested.GetValueOrDefault(row), null, identity, ground.Setting.Finder));
        }
        else
        {
            var standing = await context.FixesAsync(scope, rows, ct);
            await foreach (var (row, source) in recheck.RowsAsync(rows, ct))
            {
                var fixedBefore = standing.GetValueOrDefault(row) ?? RowFixes.None;
                Add(row, SuggestionTaking.Of(kind, group.Column, fixedBefore.Over(fixedBefore.Placed(source)), header, fixedBefore.Notes, null, limit, identity, ground.Setting.Finder));
            }
        }

        return fixes.Count == 0 ? RowRefusals.NoSuggestion : Outcome.Of<IReadOnlyList<CellFix>>(fixes);

        void Add(int row, IReadOnlyList<(int Column, string Value)> cells) =>
            fixes.AddRange(cells.Select(c => new CellFix(row, c.Column, c.Value, kind is SuggestionKind.DropIdentity)));
    }

    // One kind per group: a rule suggests the same everywhere, where it suggests anything.
    private static async Task<SuggestionKind> KindAsync(OpsDbContext context, RunScope scope, RowFixWish.Suggestion taken, Rule rule, CancellationToken ct)
    {
        var stored = (await context.ListAsync(
            """
            select suggestion_kind from migration.findings
            where organization_id = $1 and run_id = $2 and code = $3 and severity = $4 and column_number = $5 and suggestion_kind <> 'NONE'
              and ($6::int is null or row_number = $6) limit 1
            """,
            r => r.GetString(0), ct, scope.Tenant.Value, scope.Run.Value, rule.Code.Value, FindingCopy.Stored(rule.Severity), taken.Group.Column, taken.Row)).SingleOrDefault();
        return Enum.GetValues<SuggestionKind>().FirstOrDefault(k => FindingCopy.Stored(k) == stored);
    }

    private static Outcome<int[]> Counted(int[] rows, int expected) =>
        rows.Length > RowRefusals.RowsMost ? RowRefusals.TooManyRows(rows.Length)
        : expected > 0 && rows.Length != expected ? RowRefusals.CountMoved(rows.Length)
        : rows.Length == 0 ? RowRefusals.NoSuchGroup
        : Outcome.Of(rows);
}
