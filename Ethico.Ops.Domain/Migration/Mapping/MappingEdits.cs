namespace Ethico.Ops.Domain.Migration;

/// <summary>What a person does to a mapping, each a new mapping. A target is fed once; a column is either fed somewhere or decided upon.</summary>
public static class MappingEdits
{
    /// <summary>The column feeds this target alone; another column that fed it is undecided again.</summary>
    public static MigrationMapping Feed(this MigrationMapping mapping, string column, string target) => mapping.Free(column).Take(column, target);

    /// <summary>The column also feeds this target.</summary>
    public static MigrationMapping Copy(this MigrationMapping mapping, string column, string target) =>
        (mapping with { Unmapped = [.. mapping.Unmapped.Where(u => u.Column != column)] }).Take(column, target);

    /// <summary>The column joins those that feed the target already, at their end.</summary>
    public static MigrationMapping Join(this MigrationMapping mapping, string column, string target)
    {
        var free = mapping.Free(column);
        // Parts of a key stand in the key's own choice.
        if (target is TargetKeys.RowKey)
            return free.WithKey(new([.. free.RowKey?.Columns ?? [], column]));
        return MappingReading.FeedOf(free, target) is { } feed
            ? free with { Feeds = [.. free.Feeds.Select(f => f == feed ? f with { SourceColumns = [.. f.SourceColumns, column] } : f)] }
            : free.Take(column, target);
    }

    /// <summary>The column feeds this target no longer.</summary>
    public static MigrationMapping Drop(this MigrationMapping mapping, string column, string target) => target is TargetKeys.RowKey
        ? mapping.WithKey(KeyWithout(mapping.RowKey, column))
        : mapping with { Feeds = Without(mapping.Feeds, column, f => TargetFields.Find(f.Target)?.Key == target) };

    /// <summary>The column feeds nothing and is undecided.</summary>
    public static MigrationMapping Free(this MigrationMapping mapping, string column) => (mapping with
    {
        Feeds = Without(mapping.Feeds, column, _ => true),
        Unmapped = [.. mapping.Unmapped.Where(u => u.Column != column)],
        Dates = [.. mapping.Dates.Where(d => d.Column != column)],
        BlankClears = [.. mapping.BlankClears.Where(c => c != column)],
    }).WithKey(KeyWithout(mapping.RowKey, column));

    /// <summary>The column feeds nothing, and this becomes of it.</summary>
    /// <param name="confirmed">Said twice, where it is well filled and ignored.</param>
    public static MigrationMapping Leave(this MigrationMapping mapping, string column, UnmappedChoice choice, bool confirmed = false)
    {
        var free = mapping.Free(column);
        return free with { Unmapped = [.. free.Unmapped, new(column, choice, confirmed)] };
    }

    /// <summary>Moves a column of a joined feed one place to the front.</summary>
    public static MigrationMapping Forward(this MigrationMapping mapping, string column, string target) => mapping with
    {
        Feeds =
        [
            .. mapping.Feeds.Select(f => TargetFields.Find(f.Target)?.Key == target ? f with { SourceColumns = Earlier(f.SourceColumns, column) } : f),
        ],
    };

    public static MigrationMapping WithKey(this MigrationMapping mapping, RowKeyChoice? key)
    {
        var others = mapping.Feeds.Where(f => f.Target is not TargetKeys.RowKey).ToList();
        // A key of one column is fed like any target, so that its transforms have a place.
        if (key is { IsDigest: false, Columns: [var only] })
            others.Insert(0, mapping.Feeds.FirstOrDefault(f => f.Target is TargetKeys.RowKey) is { SourceColumns: [var same] } feed && same == only
                ? feed : new(TargetKeys.RowKey, [only], [new TrimTransform()]));
        return mapping with
        {
            RowKey = key,
            Feeds = others,
            Unmapped = [.. mapping.Unmapped.Where(u => key?.Columns.Contains(u.Column, StringComparer.Ordinal) is not true)],
        };
    }

    public static MigrationMapping WithDate(this MigrationMapping mapping, DateColumn date) =>
        mapping with { Dates = [.. mapping.Dates.Where(d => d.Column != date.Column), date] };

    /// <summary>Blank cells of the column empty the live field on update, or, as they do by default, nothing.</summary>
    public static MigrationMapping WithBlankClears(this MigrationMapping mapping, string column, bool clears)
    {
        var others = mapping.BlankClears.Where(c => c != column);
        return mapping with { BlankClears = clears ? [.. others, column] : [.. others] };
    }

    public static MigrationMapping WithValue(this MigrationMapping mapping, string target, ValueMapEntry entry)
    {
        var map = mapping.ValueMaps.FirstOrDefault(m => TargetFields.Find(m.Target)?.Key == target) ?? new(target, []);
        var kept = map.Entries.Where(e => !string.Equals(e.SourceValue, entry.SourceValue, StringComparison.Ordinal));
        var next = map with { Entries = entry.IsDecided ? [.. kept, entry] : [.. kept] };
        return mapping with { ValueMaps = [.. mapping.ValueMaps.Where(m => m != map), next] };
    }

    public static MigrationMapping WithLead(this MigrationMapping mapping, string value, LeadChoice? choice)
    {
        var kept = mapping.Leads.Where(l => !string.Equals(l.SourceValue, value, StringComparison.Ordinal));
        return mapping with { Leads = choice is null ? [.. kept] : [.. kept, choice] };
    }

    public static MigrationMapping WithTransforms(this MigrationMapping mapping, string target, IReadOnlyList<Transform> chain) => mapping with
    {
        Feeds = [.. mapping.Feeds.Select(f => TargetFields.Find(f.Target)?.Key == target ? f with { Transforms = chain } : f)],
    };

    private static MigrationMapping Take(this MigrationMapping mapping, string column, string target)
    {
        if (target is TargetKeys.RowKey)
            return mapping.WithKey(new([column]));
        var field = TargetFields.Find(target)!;
        return mapping with
        {
            Feeds =
            [
                .. mapping.Feeds.Where(f => TargetFields.Find(f.Target)?.Key != field.Key),
                new(field.Key, [column], MappingProposal.Usual(UsualTransforms.Of(field))),
            ],
        };
    }

    private static List<TargetFeed> Without(IReadOnlyList<TargetFeed> feeds, string column, Func<TargetFeed, bool> which) =>
    [
        .. feeds
            .Select(f => which(f) && f.SourceColumns.Contains(column, StringComparer.Ordinal) ? f with { SourceColumns = [.. f.SourceColumns.Where(c => c != column)] } : f)
            // A constant has no column and stays; what lost its last one goes.
            .Where((f, i) => f.SourceColumns.Count > 0 || feeds[i].SourceColumns.Count == 0),
    ];

    private static RowKeyChoice? KeyWithout(RowKeyChoice? key, string column) =>
        key?.Columns.Contains(column, StringComparer.Ordinal) is true
            ? key.Columns.Count == 1 ? null : key with { Columns = [.. key.Columns.Where(c => c != column)] }
            : key;

    private static List<string> Earlier(IReadOnlyList<string> columns, string column)
    {
        var list = columns.ToList();
        var at = list.IndexOf(column);
        if (at > 0)
            (list[at - 1], list[at]) = (list[at], list[at - 1]);
        return list;
    }
}
