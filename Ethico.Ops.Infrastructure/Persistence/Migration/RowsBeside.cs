using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Source rows beside what they become or became. Cells are read from the stored file again; personal ones leave here masked.</summary>
internal sealed class RowsBeside(OpsDbContext context, RunScope scope, IVault vault, FormatLimits limits)
{
    /// <param name="positions">Of the plan.</param>
    /// <param name="isLive">The client's record as it stands now; else what is staged.</param>
    public async Task<IReadOnlyList<SideBySide>> ReadAsync(int[] positions, bool isLive, bool isRevealed, CancellationToken ct)
    {
        var rows = await context.ListAsync(
            """
            select p.position, p.row_number, p.action, p.source_record_id from migration.plan_rows p
            where p.run_id = $1 and p.position = any($2) order by p.position
            """,
            r => (Position: r.GetInt32(0), Row: r.GetInt32(1), Action: RunCodes.Read<PlanAction>(r.GetString(2)), Key: r.IsDBNull(3) ? null : r.GetString(3)),
            ct, scope.Run.Value, positions);
        var values = await ValuesAsync(positions, isLive, isRevealed, ct);
        var ground = await context.GroundAsync(scope, ct);
        var cells = new Dictionary<int, string[]>();
        if (ground.IsAllowed)
        {
            // A cell stands under the name of its own column, or it would be masked as another one.
            int[] numbers = [.. rows.Select(r => r.Row)];
            var fixes = await context.FixesAsync(scope, numbers, ct);
            await foreach (var (row, found) in new RowRecheck(context, scope, ground.Value, vault, limits).RowsAsync(numbers, ct))
                cells[row] = (fixes.GetValueOrDefault(row) ?? RowFixes.None).Placed(found);
        }

        var isPlain = ground.IsAllowed ? await PlainColumns.OnPagesAsync(context, scope, ground.Value, ct) : _ => false;
        return
        [
            .. rows.Select(r => new SideBySide(
                r.Position, r.Row, r.Action, r.Key,
                Lines(ground.IsAllowed ? ground.Value : null, cells.GetValueOrDefault(r.Row), values.GetValueOrDefault(r.Position) ?? [], isRevealed, isPlain))),
        ];
    }

    private async Task<Dictionary<int, Dictionary<string, string>>> ValuesAsync(int[] positions, bool isLive, bool isRevealed, CancellationToken ct)
    {
        var found = new Dictionary<int, Dictionary<string, string>>();
        var from = isLive ? "migration.live_values(p.run_id, p.position)" : "migration.staged_values(p.run_id, p.row_number)";
        // Masked where they are read: what is personal does not leave the database.
        foreach (var (position, target, value) in await context.ListAsync(
            $"""
            select p.position, v.target, case when not $3 and (v.target = any($4) or v.target like 'custom.%') and v.value <> '' then $5 else v.value end
            from migration.plan_rows p cross join lateral {from} v
            where p.run_id = $1 and p.position = any($2)
            """,
            r => (r.GetInt32(0), r.GetString(1), r.GetString(2)), ct, scope.Run.Value, positions, isRevealed, Masked, SensitiveFinder.Bullets))
        {
            if (!found.TryGetValue(position, out var fields))
                found.Add(position, fields = new(StringComparer.Ordinal));
            fields[target] = value;
        }

        return found;
    }

    private static string[] Masked { get; } = [.. TargetFields.All.Where(f => f.IsPersonal).Select(f => f.Key)];

    private static List<SideLine> Lines(RowGround? ground, string[]? cells, Dictionary<string, string> values, bool isRevealed, Func<int, bool> isPlain)
    {
        var lines = new List<SideLine>();
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feed in ground?.Mapping.Feeds ?? [])
        {
            var field = TargetFields.Find(feed.Target);
            var target = field?.Key ?? feed.Target;
            var isMasked = !isRevealed && field is not { IsPersonal: false };
            told.Add(target);
            lines.Add(new SideLine(target, feed.SourceColumns, Source(ground!, cells, feed, isRevealed, isPlain), values.GetValueOrDefault(target), [.. feed.Transforms.Select(t => t.Name)], isMasked));
        }

        // What is derived, or staged without a mapping that names it.
        foreach (var (target, value) in values.Where(v => !told.Contains(v.Key)).OrderBy(v => v.Key, StringComparer.Ordinal))
            lines.Add(new SideLine(target, [], null, value, [], !isRevealed && TargetFields.Find(target) is not { IsPersonal: false }));
        return lines;
    }

    private static string? Source(RowGround ground, string[]? cells, TargetFeed feed, bool isRevealed, Func<int, bool> isPlain)
    {
        if (cells is null)
            return null;
        var columns = ground.Setting.Columns;
        return string.Join('\n', feed.SourceColumns.Select(name =>
        {
            var at = IndexOf(columns, name);
            return at < 0 || at >= cells.Length ? "" : SampleMasking.Cell(cells[at], isRevealed || isPlain(at + 1));
        }));
    }

    private static int IndexOf(IReadOnlyList<string> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
            if (string.Equals(columns[i], name, StringComparison.Ordinal))
                return i;
        return -1;
    }
}
