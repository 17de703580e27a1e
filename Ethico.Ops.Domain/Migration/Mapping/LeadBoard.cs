using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>All people in charge of the source, most cases first, and how many cases go to the fallback queue.</summary>
public sealed record LeadBoard(IReadOnlyList<string> Columns, IReadOnlyList<LeadLine> Lines, bool HasAll)
{
    public const int Most = 500;

    /// <summary>Cells that end in the fallback queue as things stand.</summary>
    public int ToQueue => Lines.Where(l => l.Found is LeadFound.Nobody).Sum(l => l.Count);

    /// <summary>Null: no column feeds a lead.</summary>
    /// <param name="isRevealed">The values themselves, for a person who asked for them.</param>
    public static LeadBoard? Of(MigrationMapping mapping, RunContents run, bool isRevealed)
    {
        var columns = mapping.Feeds.Where(f => TargetFields.Find(f.Target)?.Kind is TargetKind.Lead).SelectMany(f => f.SourceColumns)
            .Distinct(StringComparer.Ordinal).Select(run.ProfileOf).OfType<ColumnProfile>().ToList();
        if (columns.Count == 0)
            return null;
        var book = new LeadBook(run.Tenant.Users, mapping.Leads);
        var counted = new Dictionary<string, (int Count, bool IsPlain)>(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            var isPlain = isRevealed || SampleMasking.IsPlain(column, MappingReading.TargetsOf(mapping, column.Name));
            foreach (var (value, count) in column.Values)
                counted[value.Trim()] = counted.TryGetValue(value.Trim(), out var before) ? (before.Count + count, before.IsPlain && isPlain) : (count, isPlain);
            if (column.Blanks > 0)
                counted[""] = (counted.GetValueOrDefault("").Count + column.Blanks, true);
        }

        var lines = counted.OrderByDescending(c => c.Value.Count).ThenBy(c => c.Key, StringComparer.Ordinal).Take(Most).Select((c, i) => new LeadLine(
            i + 1, c.Value.IsPlain ? c.Key : null, c.Value.Count,
            c.Key.Length == 0 ? LeadFound.Nobody : book.Of(c.Key).Fate switch { LeadBook.LeadFate.Found => LeadFound.User, LeadBook.LeadFate.Several => LeadFound.Several, _ => LeadFound.Nobody },
            c.Value.IsPlain ? mapping.Leads.FirstOrDefault(l => NameFolding.Fold(l.SourceValue) == NameFolding.Fold(c.Key)) : null)).ToList();
        return new([.. columns.Select(c => c.Name)], lines, columns.TrueForAll(c => c.HasAllValues) && counted.Count <= Most);
    }
}
