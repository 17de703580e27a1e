namespace Ethico.Ops.Domain.Migration;

/// <summary>What of a mapping is still open, over the columns of the confirmed format: the gate before Validate.</summary>
public sealed record MappingFacts(int ColumnsTotal, int ColumnsUndecided, int TargetsMissing, int DatesUnconfirmed, int LeadsUndecided)
{
    public static MappingFacts Of(MigrationMapping mapping, IReadOnlyList<string> columns)
    {
        var decided = mapping.Feeds.SelectMany(f => f.SourceColumns)
            .Concat(mapping.Unmapped.Select(u => u.Column))
            .Concat(mapping.RowKey?.Columns ?? []).ToHashSet(StringComparer.Ordinal);
        var fed = mapping.Feeds.Select(f => f.Target);
        var confirmed = mapping.Dates.Where(d => d.IsConfirmed).Select(d => d.Column).ToHashSet(StringComparer.Ordinal);
        var dates = mapping.Feeds.Where(f => TargetFields.Find(f.Target)?.Kind is TargetKind.Date or TargetKind.Instant)
            .SelectMany(f => f.SourceColumns).Distinct(StringComparer.Ordinal);
        var leads = mapping.Feeds.Any(f => TargetFields.Find(f.Target)?.Kind is TargetKind.Lead);
        return new(
            columns.Count,
            columns.Count(c => !decided.Contains(c)),
            // A key made of columns, or of the row's digest, feeds row.key.
            TargetFields.MissingRequired(mapping.RowKey is null ? fed : fed.Append(TargetKeys.RowKey)).Count,
            dates.Count(c => !confirmed.Contains(c)),
            // Unmatched and blank leads need the named queue; without it their cases would belong to nobody.
            leads && mapping.FallbackQueue is null ? 1 : 0);
    }
}
