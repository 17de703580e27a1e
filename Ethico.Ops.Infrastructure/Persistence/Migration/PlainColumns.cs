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
        var profiles = (await context.ProfilesAsync(scope, ct)).ToDictionary(p => p.Name, StringComparer.Ordinal);
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
