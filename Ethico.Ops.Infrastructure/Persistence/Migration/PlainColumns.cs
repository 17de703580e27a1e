using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>
/// Which columns a page may show without a reveal (migration.md 3, Masking): those that feed nothing personal, and those whose profile
/// says so. Unknown means masked.
/// </summary>
internal static class PlainColumns
{
    /// <summary>As the wizard's pages judge a column: by what it feeds, or by its shape and values over all rows.</summary>
    public static async Task<Func<int, bool>> OnPagesAsync(OpsDbContext context, RunScope scope, RowGround ground, CancellationToken ct)
    {
        // Its counts and shapes only: the values of a column can be megabytes.
        var profiles = (await context.ListAsync(
            """
            select (c || '{"values":[],"samples":[]}')::text
            from (select d.body from migration.run_documents d where d.organization_id = $1 and d.run_id = $2 and d.kind = 'PROFILE' order by d.version desc limit 1) p
            cross join jsonb_array_elements(p.body -> 'columns') c
            """,
            r => RunJson.Read<ColumnProfile>(r.GetString(0)), ct, scope.Tenant.Value, scope.Run.Value)).ToDictionary(p => p.Name, StringComparer.Ordinal);
        return column => IsPlain(ground, column)
            || (column <= ground.Setting.Columns.Count && profiles.TryGetValue(ground.Setting.Columns[column - 1], out var profile) && SampleMasking.IsPlain(profile, []));
    }

    /// <summary>By what it feeds alone: for what leaves the portal.</summary>
    /// <param name="column">From 1; 0: no column, and so no cell.</param>
    public static bool IsPlain(RowGround ground, int column)
    {
        if (column == 0)
            return true;
        if (column > ground.Setting.Columns.Count)
            return false;
        var name = ground.Setting.Columns[column - 1];
        var targets = ground.Mapping.Feeds.Where(f => f.SourceColumns.Contains(name, StringComparer.Ordinal)).Select(f => TargetFields.Find(f.Target)).ToList();
        if (ground.Mapping.RowKey?.Columns.Contains(name, StringComparer.Ordinal) is true && targets.Count == 0)
            return true;
        return targets.Count > 0 && targets.TrueForAll(t => t is { IsPersonal: false });
    }
}
