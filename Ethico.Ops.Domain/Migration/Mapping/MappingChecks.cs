using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The checks of a mapping in words (migration.md 4.3, Bad input): everything that is wrong at once, nothing lost.</summary>
public static class MappingChecks
{
    private static readonly string[] ClosedWords = ["closed", "geschlossen", "abgeschlossen"];

    public static IReadOnlyList<MappingFault> Of(MigrationMapping mapping, IReadOnlyList<string> columns)
    {
        var known = columns.ToHashSet(StringComparer.Ordinal);
        return [
            .. Targets(mapping), .. Columns(mapping, columns, known), .. Feeds(mapping, columns), .. Dates(mapping, known), .. Values(mapping),
            .. Source(mapping),
        ];
    }

    private static IEnumerable<MappingFault> Targets(MigrationMapping mapping)
    {
        foreach (var feed in mapping.Feeds)
            if (TargetFields.Find(feed.Target) is null)
                yield return new("target-unknown", $"There is no target named {Fit(feed.Target)}.", feed.Target);
        foreach (var twice in mapping.Feeds.GroupBy(f => TargetFields.Find(f.Target)?.Key ?? f.Target, StringComparer.Ordinal).Where(g => g.Skip(1).Any()))
            yield return new("target-twice", $"{Words(twice.Key)} is fed twice. Join the columns in one, or take one away.", twice.Key);
        var fed = mapping.Feeds.Select(f => f.Target);
        foreach (var missing in TargetFields.MissingRequired(mapping.RowKey is null ? fed : fed.Append(TargetKeys.RowKey)))
            yield return new("target-missing", $"{missing.Words} is required, and nothing feeds it.", missing.Key);
    }

    private static IEnumerable<MappingFault> Columns(MigrationMapping mapping, IReadOnlyList<string> columns, HashSet<string> known)
    {
        var used = mapping.Feeds.SelectMany(f => f.SourceColumns).Concat(mapping.RowKey?.Columns ?? []).ToHashSet(StringComparer.Ordinal);
        var unmapped = mapping.Unmapped.Select(u => u.Column).ToHashSet(StringComparer.Ordinal);
        foreach (var column in columns.Where(c => !used.Contains(c) && !unmapped.Contains(c)))
            yield return new("column-undecided", $"{Fit(column)} is undecided. Map it, keep it, or ignore it.", Column: column);
        foreach (var column in used.Concat(unmapped).Where(c => !known.Contains(c)).Distinct(StringComparer.Ordinal))
            yield return new("column-unknown", $"The file has no column {Fit(column)}.", Column: column);
        foreach (var column in mapping.Unmapped.Where(u => u.Choice is UnmappedChoice.CustomField && TargetFields.Custom(u.Column) is null))
            yield return new("custom-name", $"{Fit(column.Column)} is too long for a custom field's name. Keep it in the notes, or map it to custom.<name>.", Column: column.Column);
        if (mapping.RowKey is { IsDigest: false, Columns.Count: 0 or > RowKeyChoice.ColumnsMost })
            yield return new("key-columns", "The row key is one column, up to three joined, or the digest of the row.", TargetKeys.RowKey);
    }

    private static IEnumerable<MappingFault> Feeds(MigrationMapping mapping, IReadOnlyList<string> columns)
    {
        foreach (var feed in mapping.Feeds)
        {
            if (feed.SourceColumns.Count == 0 && feed.Transforms is not [ConstantTransform, ..])
                yield return new("feed-empty", $"{Words(feed.Target)} has neither a column nor a constant.", feed.Target);
            if (!feed.SourceColumns.Except(columns, StringComparer.Ordinal).Any() && TransformChain.Compile(feed.Transforms, feed.SourceColumns, columns) is { IsAllowed: false } chain)
                yield return new("transform", chain.Refusal.Sentence, feed.Target);
            if (TargetFields.Find(feed.Target) is { MaxLength: { } most } && feed.Transforms.OfType<ConstantTransform>().Any(c => c.Text.Length > most))
                yield return new("text-too-long", FormattableString.Invariant($"{Words(feed.Target)} holds {most:N0} characters; its constant is longer."), feed.Target);
        }

        if (mapping.Numbers.Prefix is { Length: > 20 })
            yield return new("text-too-long", "A prefix has at most 20 characters.", TargetKeys.CaseReference);
    }

    private static IEnumerable<MappingFault> Dates(MigrationMapping mapping, HashSet<string> known)
    {
        var confirmed = mapping.Dates.Where(d => d.IsConfirmed).Select(d => d.Column).ToHashSet(StringComparer.Ordinal);
        foreach (var column in mapping.Feeds.Where(f => TargetFields.Find(f.Target)?.Kind is TargetKind.Date or TargetKind.Instant)
            .SelectMany(f => f.SourceColumns).Distinct(StringComparer.Ordinal).Where(c => known.Contains(c) && !confirmed.Contains(c)))
            yield return new("date-unconfirmed", $"How the dates of {Fit(column)} are written is not confirmed.", Column: column);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(mapping.Zone, out _))
            yield return new("zone-unknown", "Choose a time zone of the list: this one is not known here.");
    }

    private static IEnumerable<MappingFault> Values(MigrationMapping mapping)
    {
        foreach (var map in mapping.ValueMaps)
        {
            if (TargetFields.Find(map.Target) is not { HasValueMap: true } target)
            {
                yield return new("map-target", $"{Fit(map.Target)} takes no value map.", map.Target);
                continue;
            }

            foreach (var entry in map.Entries)
            {
                if (target.Codes is { } codes && entry.TargetValue is { Length: > 0 } code && !codes.Has(code))
                    yield return new("map-code", $"A value of {target.Words} is mapped to something that is no {codes.Name}.", target.Key);
                if (target.MaxLength is { } most && (entry.CreateName?.Length > most || entry.TargetValue?.Length > most))
                    yield return new("text-too-long", FormattableString.Invariant($"A name for {target.Words} is longer than {most:N0} characters."), target.Key);
                // Finished cases never come back as work (migration.md 5).
                if (target.Key is TargetKeys.CaseStatus && entry.TargetValue is { Length: > 0 } status && !string.Equals(status, CaseStatusCode.Closed, StringComparison.Ordinal) && SaysClosed(entry.SourceValue))
                    yield return new("map-closed", "A value that begins with \"closed\" can only be mapped to Closed.", target.Key);
                if (target.Key is TargetKeys.CaseStatus && entry.Outcome is { } outcome && (!string.Equals(entry.TargetValue, CaseStatusCode.Closed, StringComparison.Ordinal) || !TargetCodes.Outcome.Has(outcome)))
                    yield return new("map-outcome", "Only a closed status names an outcome, and only one of the list.", target.Key);
            }

            if (map.Entries.GroupBy(e => FoldedValue.Of(e.SourceValue), StringComparer.Ordinal).Any(g => g.Distinct().Skip(1).Any(e => e with { SourceValue = "" } != g.First() with { SourceValue = "" })))
                yield return new("map-twice", $"Two spellings of one value of {target.Words} are mapped differently.", target.Key);
        }
    }

    private static IEnumerable<MappingFault> Source(MigrationMapping mapping)
    {
        if (mapping.Source is "Generic" && string.IsNullOrWhiteSpace(mapping.SourceLabel))
            yield return new("source-label", "Say which system this is: it keeps ids of unrelated systems apart.");
        if (mapping.FallbackQueue is null)
            yield return new("fallback-queue", "Name the queue that takes cases whose lead is unknown, deactivated or blank.", TargetKeys.CaseLead);
    }

    private static bool SaysClosed(string value) => NameFolding.Fold(value).Split(' ') is [var first, ..] && ClosedWords.Contains(first);

    private static string Words(string target) => TargetFields.Find(target)?.Words ?? Fit(target);

    private static string Fit(string name) => name.Length <= 60 ? name : name[..60] + "…";
}
