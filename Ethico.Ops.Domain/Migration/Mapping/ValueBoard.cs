using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The value map of one target as a person works on it: every distinct value with its count, most frequent first.</summary>
/// <param name="HasAll">False: the column holds more different values than were kept, so the rest is found by Validate.</param>
public sealed record ValueBoard(TargetField Target, IReadOnlyList<string> Columns, IReadOnlyList<ValueLine> Lines, bool HasAll)
{
    /// <summary>More are no list of words.</summary>
    public const int Most = 1_000;

    public int Open => Lines.Count(l => l.IsOpen && l.SourceValue.Length > 0);

    /// <summary>Null: no column feeds the target.</summary>
    public static ValueBoard? Of(MigrationMapping mapping, TargetField target, RunContents run)
    {
        if (MappingReading.FeedOf(mapping, target.Key) is not { SourceColumns: [var column, ..] columns } feed || run.ProfileOf(column) is not { } profile)
            return null;
        var entries = (mapping.ValueMaps.FirstOrDefault(m => TargetFields.Find(m.Target)?.Key == target.Key)?.Entries ?? [])
            .Where(e => e.IsDecided).DistinctBy(e => NameFolding.Fold(e.SourceValue), StringComparer.Ordinal).ToDictionary(e => NameFolding.Fold(e.SourceValue), StringComparer.Ordinal);
        var source = run.Head.Source ?? SourceSystem.Generic;
        // Joined columns make values that were never counted: their map is filled where Validate finds them.
        var counted = columns.Count == 1 ? Counted(feed, profile, run) : [];
        if (profile.Blanks > 0 && columns.Count == 1)
            counted[""] = counted.GetValueOrDefault("") + profile.Blanks;
        var lines = counted.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Most)
            .Select(c => new ValueLine(c.Key, c.Value, Suggest(target, source, c.Key, run.Tenant), entries.GetValueOrDefault(NameFolding.Fold(c.Key)))).ToList();
        return new(target, columns, lines, columns.Count == 1 && profile.HasAllValues && counted.Count <= Most);
    }

    /// <summary>May a person map this value so? A "Closed…" value is CLOSED only (migration.md 5).</summary>
    public static bool MayMap(TargetField target, string sourceValue, string? code) =>
        code is not { Length: > 0 } || target.Key is not (TargetKeys.CaseStatus or TargetKeys.InvestigationStatus) || ClosedRule.MayMap(sourceValue, code);

    private static Dictionary<string, int> Counted(TargetFeed feed, ColumnProfile profile, RunContents run)
    {
        var counted = new Dictionary<string, int>(StringComparer.Ordinal);
        var at = run.Columns.ToList().IndexOf(profile.Name);
        var chain = TransformChain.Compile(feed.Transforms, feed.SourceColumns, run.Columns);
        var cells = new string[run.Columns.Count];
        Array.Fill(cells, "");
        foreach (var (value, count) in profile.Values)
        {
            cells[at] = value;
            var word = chain.IsAllowed && !feed.Transforms.Any(t => t is IfEmptyTransform or ConcatTransform) ? chain.Value.Apply(cells).Value.Text.Trim() : value.Trim();
            counted[word] = counted.GetValueOrDefault(word) + count;
        }

        return counted;
    }

    private static ValueSuggestion Suggest(TargetField target, SourceSystem source, string value, TenantReferences tenant) => target.Kind switch
    {
        TargetKind.Category => ValueSuggestions.Category(value, [.. tenant.Categories.Select(c => new TenantWord(c.Name, c.Code))]),
        TargetKind.Location => ValueSuggestions.Location(value, [.. tenant.Locations.Select(l => new TenantWord(l.Name, l.Code))]),
        _ => ValueSuggestions.Of(target, source, value),
    };
}
