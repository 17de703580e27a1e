namespace Ethico.Ops.Domain.Migration;

/// <summary>Writes a mapping's columns under other names.</summary>
internal static class RecipeRenaming
{
    /// <param name="name">Null: the column is not there, and what it alone feeds goes.</param>
    public static MigrationMapping Renamed(this MigrationMapping mapping, Func<string, string?> name) => mapping with
    {
        Feeds =
        [
            .. mapping.Feeds
                .Select(f => f with { SourceColumns = Each(f.SourceColumns, name), Transforms = [.. f.Transforms.Select(t => Of(t, name)).OfType<Transform>()] })
                .Where((f, i) => f.SourceColumns.Count > 0 || mapping.Feeds[i].SourceColumns.Count is 0),
        ],
        Unmapped = [.. mapping.Unmapped.Select(u => (Name: name(u.Column), Choice: u)).Where(u => u.Name is not null).Select(u => u.Choice with { Column = u.Name! })],
        RowKey = mapping.RowKey is { } key ? Key(key, name) : null,
        Dates = [.. mapping.Dates.Select(d => (Name: name(d.Column), Choice: d)).Where(d => d.Name is not null).Select(d => d.Choice with { Column = d.Name! })],
        BlankClears = Each(mapping.BlankClears, name),
    };

    // A key without one of its columns is another key: nobody takes it for the same.
    private static RowKeyChoice? Key(RowKeyChoice key, Func<string, string?> name)
    {
        var columns = Each(key.Columns, name);
        return columns.Count == key.Columns.Count ? key with { Columns = columns } : null;
    }

    private static Transform? Of(Transform transform, Func<string, string?> name) => transform switch
    {
        ConcatTransform { Columns: { } columns } concat => concat with { Columns = Each(columns, name) },
        IfEmptyTransform { Column: { } column } => name(column) is { } found ? new IfEmptyTransform(found) : null,
        _ => transform,
    };

    private static IReadOnlyList<string> Each(IReadOnlyList<string> columns, Func<string, string?> name) => [.. columns.Select(name).OfType<string>()];
}
