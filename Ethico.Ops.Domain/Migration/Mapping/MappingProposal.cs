namespace Ethico.Ops.Domain.Migration;

/// <summary>The mapping a run begins with: exact names, proven date orders and known words only; all else stays open (migration.md 4.3).</summary>
public static class MappingProposal
{
    public static MigrationMapping Of(RunContents run)
    {
        var mapping = new MigrationMapping
        {
            Source = run.Head.Source is { } source ? SourceSystems.Words(source) : SourceSystems.Words(SourceSystem.Generic),
            SourceLabel = run.Head.Source is SourceSystem.Generic ? run.Head.SourceLabel : null,
            Zone = run.Zone,
        };
        foreach (var suggestion in Suggestions(run))
        {
            if (suggestion is not { Target: { } target, Band: SuggestionBand.Accepted })
                continue;
            mapping = mapping.Feed(suggestion.Column, target);
            foreach (var also in suggestion.Also.Where(a => a.Band is SuggestionBand.Accepted))
                mapping = mapping.Copy(suggestion.Column, also.Target);
        }

        return Completed(mapping, run);
    }

    /// <summary>In the order of the file.</summary>
    public static IReadOnlyList<ColumnSuggestion> Suggestions(RunContents run) => ColumnSuggestions.Of(
        run.Head.Source ?? SourceSystem.Generic,
        [.. run.Columns.Select(c => new SourceColumn(c, run.ProfileOf(c) is { } profile ? ColumnShape.From(profile) : ColumnShape.Unknown))]);

    /// <summary>
    /// What a choice brings with it: the proven order of a column that now feeds a date, the known words of a target that now is fed.
    /// What a person chose is left alone; what feeds nothing any more is taken away.
    /// </summary>
    public static MigrationMapping Completed(MigrationMapping mapping, RunContents run)
    {
        var standing = mapping.Renamed(c => run.Columns.Contains(c, StringComparer.Ordinal) ? c : null);
        var dates = new List<DateColumn>();
        foreach (var column in run.Columns.Where(c => MappingReading.IsDateFed(standing, c)))
            dates.Add(MappingReading.DateOf(standing, column) ?? Date(column, run.ProfileOf(column)));
        var maps = new List<ValueMap>();
        foreach (var target in standing.Feeds.Select(f => TargetFields.Find(f.Target)).Where(t => t is { HasValueMap: true }).DistinctBy(t => t!.Key, StringComparer.Ordinal))
            maps.Add(standing.ValueMaps.FirstOrDefault(m => TargetFields.Find(m.Target)?.Key == target!.Key) ?? Words(standing, target!, run));
        return standing with { Dates = dates, ValueMaps = maps };
    }

    /// <summary>The transforms of these names that need no argument of a person.</summary>
    public static IReadOnlyList<Transform> Usual(IEnumerable<string> names) => [.. names.Select(Usual).OfType<Transform>()];

    private static Transform? Usual(string name) => name switch
    {
        TrimTransform.Word => new TrimTransform(),
        ParseBooleanTransform.Word => new ParseBooleanTransform(),
        SplitListTransform.Word => new SplitListTransform(";"),
        ExtractEmailTransform.Word => new ExtractEmailTransform(),
        ExtractPhoneTransform.Word => new ExtractPhoneTransform(),
        // Value maps stand beside the chain, and a decimal mark is a person's to say.
        _ => null,
    };

    private static DateColumn Date(string column, ColumnProfile? profile)
    {
        if (profile is null)
            return new(column, null, IsConfirmed: false);
        var verdict = DateVerdict.Of(profile.Dates, profile.Filled, []);
        return new(column, verdict.IsAccepted ? verdict.Order : null, verdict.IsAccepted);
    }

    private static ValueMap Words(MigrationMapping mapping, TargetField target, RunContents run)
    {
        var board = ValueBoard.Of(mapping, target, run);
        return new(target.Key, [.. (board?.Lines ?? []).Where(l => l.Suggestion.Match is ValueMatch.Exact).Select(l => l.Taken()!)]);
    }
}
