namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// A mapping under a name, to be used again (migration.md 4.3). Columns stand in it by their normalised names, what the tenant has
/// by code or name: never an id, never a person.
/// </summary>
public sealed record RecipeDocument
{
    public const int CurrentSchema = 1;
    public const int NameMost = 100;

    /// <summary>Of the folded name: a number sign becomes a word.</summary>
    public const int NameKeyMost = 800;
    public const int ColumnsMost = 1_000;

    public int SchemaVersion { get; init; } = CurrentSchema;

    public required string Name { get; init; }

    /// <summary>From 1; 0 before it is saved.</summary>
    public int Version { get; init; }

    /// <summary>Every column of the layout, mapped or not, as <see cref="RecipeColumns"/> names them: what the file is known by.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Its column names are those of <see cref="Columns"/>; it has no fallback queue and no leads.</summary>
    public required MigrationMapping Mapping { get; init; }

    /// <summary>Targets whose value maps name what only this tenant has: left out when the recipe is shared.</summary>
    public IReadOnlyList<string> TenantOnly { get; init; } = [];

    /// <summary>For <see cref="ColumnSuggestions"/>: the targets of each column.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Targets() => Mapping.Feeds
        .SelectMany(feed => feed.SourceColumns.Select(column => (column, feed.Target)))
        .GroupBy(p => p.column, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.Select(p => p.Target)], StringComparer.Ordinal);
}
