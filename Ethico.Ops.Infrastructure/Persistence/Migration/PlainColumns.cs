using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>
/// Which columns a page may show without a reveal (migration.md 3, Masking): those that feed nothing personal. Unknown means masked.
/// </summary>
internal static class PlainColumns
{
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
