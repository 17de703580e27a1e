namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 3 as a page may see it: masked, and with everything still open named.</summary>
/// <param name="Mapping">What stands, or what is proposed while nothing was saved yet.</param>
/// <param name="Version">0: a proposal nobody saved.</param>
/// <param name="Gone">Columns the saved mapping names and the file no longer has.</param>
/// <param name="Categories">Names of the tenant's, for the value maps; likewise the locations.</param>
public sealed record MappingView(
    MigrationMapping Mapping, int Version, string? SavedBy, DateTimeOffset? SavedAt, DateTimeOffset ReadAt, int Rows, IReadOnlyList<ColumnView> Columns,
    IReadOnlyList<ValueBoard> Values, LeadBoard? Leads, IReadOnlyList<TenantQueue> Queues, IReadOnlyList<string> Categories, IReadOnlyList<string> Locations,
    string TenantZone, IReadOnlyList<string> Gone)
{
    public MappingFacts Facts { get; } = MappingFacts.Of(Mapping, [.. Columns.Select(c => c.Name)]);

    /// <summary>Required targets that nothing feeds.</summary>
    public IReadOnlyList<TargetField> Missing { get; } =
        TargetFields.MissingRequired(Mapping.Feeds.Select(f => f.Target).Concat(Mapping.RowKey is null ? [] : [TargetKeys.RowKey]));

    public static MappingView Of(RunContents run)
    {
        var saved = run.Mapping;
        var mapping = saved is null ? MappingProposal.Of(run) : MappingProposal.Completed(saved, run);
        var suggestions = MappingProposal.Suggestions(run);
        return new(
            mapping, run.MappingDocument?.Version ?? 0, run.MappingDocument?.SavedBy, run.MappingDocument?.SavedAt, run.ReadAt, run.Profile?.Rows ?? run.Head.Counts.RowsTotal,
            [.. run.Columns.Select((name, i) => Column(run, mapping, suggestions[i], i + 1))],
            [.. mapping.Feeds.Select(f => TargetFields.Find(f.Target)).OfType<TargetField>().Where(t => t.HasValueMap).Select(t => ValueBoard.Of(mapping, t, run)).OfType<ValueBoard>()],
            LeadBoard.Of(mapping, run, isRevealed: false),
            run.Queues,
            [.. run.Tenant.Categories.Select(c => c.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)],
            [.. run.Tenant.Locations.Select(l => l.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase)],
            run.Zone,
            saved is null ? [] : [.. Named(saved).Where(c => !run.Columns.Contains(c, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)]);
    }

    private static IEnumerable<string> Named(MigrationMapping mapping) =>
        mapping.Feeds.SelectMany(f => f.SourceColumns).Concat(mapping.Unmapped.Select(u => u.Column)).Concat(mapping.RowKey?.Columns ?? []);

    private static ColumnView Column(RunContents run, MigrationMapping mapping, ColumnSuggestion suggestion, int number)
    {
        var name = suggestion.Column;
        var profile = run.ProfileOf(name);
        var targets = MappingReading.TargetsOf(mapping, name);
        var choice = MappingReading.ChoiceOf(mapping, name);
        var isPlain = SampleMasking.IsPlain(profile, targets);
        var dates = profile is not null && MappingReading.IsDateFed(mapping, name) ? Dates(run, mapping, profile) : null;
        var state = targets.Count > 0
            ? dates is { Column.IsConfirmed: false } ? ColumnState.Confirm : ColumnState.Accepted
            : choice is null && suggestion is { Target: not null, Band: not SuggestionBand.Unmapped } ? ColumnState.Review : ColumnState.Unmapped;
        return new(
            number, name, state, targets, suggestion, choice, !isPlain, [.. (profile?.Samples ?? []).Select(s => SampleMasking.Cell(s, isPlain))],
            profile?.Rows ?? 0, profile?.Filled ?? 0, profile?.Distinct ?? 0, profile?.IsDistinctExact ?? true, profile?.Longest ?? 0, profile?.AverageLength ?? 0, dates);
    }

    private static ColumnDates Dates(RunContents run, MigrationMapping mapping, ColumnProfile profile)
    {
        var siblings = mapping.Dates.Where(d => d.Column != profile.Name && d is { IsConfirmed: true, Order: not null }).Select(d => new DateSibling(d.Column, d.Order!.Value)).ToList();
        var written = profile.Dates.MonthFirstOnly + profile.Dates.DayFirstOnly + profile.Dates.Either + profile.Dates.Neither + profile.Dates.Iso + profile.Dates.Dotted + profile.Dates.Named;
        return new(
            MappingReading.DateOf(mapping, profile.Name) ?? new(profile.Name, null, IsConfirmed: false), profile.Dates,
            DateVerdict.Of(profile.Dates, profile.Filled, siblings), Math.Max(0, Math.Min(profile.Shapes.Number, profile.Filled - written)), Pairs(run, mapping, profile.Name));
    }

    // What the first rows say: the file itself is read again by Validate only, which asks every row.
    private static DatePairCounts? Pairs(RunContents run, MigrationMapping mapping, string column)
    {
        var received = MappingReading.FeedOf(mapping, TargetKeys.ReportReceivedAt) is { SourceColumns: [var first, ..] } ? first : null;
        var closed = MappingReading.FeedOf(mapping, TargetKeys.CaseClosedAt) is { SourceColumns: [var last, ..] } ? last : null;
        var rows = run.Detection?.Files[0].FirstRows;
        if (received is null || closed is null || received == closed || rows is not { Count: > 0 } || (column != received && column != closed))
            return null;
        var names = run.Columns.ToList();
        var (from, to) = (names.IndexOf(received), names.IndexOf(closed));
        if (from < 0 || to < 0)
            return null;
        var pairs = new DatePairEvidence(run.ReadAt.Year);
        foreach (var row in rows.Where(r => r.Cells.Length > Math.Max(from, to)))
            pairs.Add(row.Cells[from], row.Cells[to]);
        var other = MappingReading.DateOf(mapping, column == received ? closed : received)?.Order;
        int Before(DateOrder mine) => column == received ? pairs.ClosedBeforeReceived(mine, other ?? mine) : pairs.ClosedBeforeReceived(other ?? mine, mine);
        return new(rows.Count, Before(DateOrder.MonthFirst), Before(DateOrder.DayFirst));
    }
}
