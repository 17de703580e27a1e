namespace Ethico.Ops.Domain.Migration;

/// <summary>Questions a mapping answers.</summary>
public static class MappingReading
{
    /// <summary>Keys of all targets a column feeds, the row key included.</summary>
    public static IReadOnlyCollection<string> TargetsOf(MigrationMapping mapping, string column) =>
    [
        .. mapping.Feeds.Where(f => f.SourceColumns.Contains(column, StringComparer.Ordinal)).Select(f => TargetFields.Find(f.Target)?.Key ?? f.Target)
            .Concat(mapping.RowKey?.Columns.Contains(column, StringComparer.Ordinal) is true ? [TargetKeys.RowKey] : [])
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>The feed of a target, by whatever name it is fed.</summary>
    public static TargetFeed? FeedOf(MigrationMapping mapping, string target) => mapping.Feeds.FirstOrDefault(f => TargetFields.Find(f.Target)?.Key == target);

    public static bool IsDateFed(MigrationMapping mapping, string column) => mapping.Feeds.Any(f =>
        f.SourceColumns.Contains(column, StringComparer.Ordinal) && TargetFields.Find(f.Target)?.Kind is TargetKind.Date or TargetKind.Instant);

    public static UnmappedColumn? ChoiceOf(MigrationMapping mapping, string column) => mapping.Unmapped.FirstOrDefault(u => u.Column == column);

    public static DateColumn? DateOf(MigrationMapping mapping, string column) => mapping.Dates.FirstOrDefault(d => d.Column == column);
}
