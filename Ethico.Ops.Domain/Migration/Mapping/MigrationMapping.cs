namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Which column feeds which target and how (migration.md 4.3): everything Validate needs beside the file. A run keeps one, a
/// recipe is one under a name. It holds words of the source and the tenant's names and codes, never an id of the tenant but the
/// fallback queue's, which a recipe leaves out.
/// </summary>
public sealed record MigrationMapping
{
    public const int CurrentSchema = 1;

    public int SchemaVersion { get; init; } = CurrentSchema;

    /// <summary>A source of migration.md 6: "NAVEX EthicsPoint", "Generic".</summary>
    public required string Source { get; init; }

    /// <summary>Required for Generic, so that ids of two unrelated files never meet.</summary>
    public string? SourceLabel { get; init; }

    /// <summary>What source keys and provenance carry.</summary>
    public string SourceSystem => SourceLabel is null ? Source : $"{Source}: {SourceLabel}";

    public IReadOnlyList<TargetFeed> Feeds { get; init; } = [];

    public IReadOnlyList<UnmappedColumn> Unmapped { get; init; } = [];

    public IReadOnlyList<ValueMap> ValueMaps { get; init; } = [];

    public IReadOnlyList<LeadChoice> Leads { get; init; } = [];

    /// <summary>Takes the cases whose lead is unknown, deactivated or blank.</summary>
    public Guid? FallbackQueue { get; init; }

    public RowKeyChoice? RowKey { get; init; }

    public DuplicatePolicy Duplicates { get; init; } = DuplicatePolicy.Errors;

    public NumberPolicy Numbers { get; init; } = NumberPolicy.Keep;

    /// <summary>People of one name and business unit are one, beyond the rule of migration.md 5.</summary>
    public bool JoinsPeopleByUnit { get; init; }

    /// <summary>IANA name; dates without an offset are local there.</summary>
    public string Zone { get; init; } = "Etc/UTC";

    public IReadOnlyList<DateColumn> Dates { get; init; } = [];

    /// <summary>Columns whose blank cells empty a live field on update.</summary>
    public IReadOnlyList<string> BlankClears { get; init; } = [];

    public ExistingPolicy Existing { get; init; } = ExistingPolicy.Skip;
}
