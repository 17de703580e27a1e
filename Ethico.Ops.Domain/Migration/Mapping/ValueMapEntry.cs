namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// One source value and what it means. Blank is a value too. Without target, creation or keeping it is open, and its rows have
/// MIG-VAL-001: there is no default.
/// </summary>
/// <param name="SourceValue">As the source writes it.</param>
/// <param name="TargetValue">A code of the target, or the name or code of the tenant's own category or location, never an id. "" leaves the field empty.</param>
/// <param name="CreateName">The name of a category or location the import makes.</param>
public sealed record ValueMapEntry(string SourceValue, string? TargetValue = null, string? CreateName = null)
{
    /// <summary>Of a status: the outcome its words name, as in "Closed - Substantiated".</summary>
    public string? Outcome { get; init; }

    /// <summary>The category's parent, by name, where one is chosen or created under another.</summary>
    public string? ParentName { get; init; }

    /// <summary>The standard name of a created category, as CONFLICT_OF_INTEREST.</summary>
    public string? StandardCode { get; init; }

    /// <summary>A location that is kept as words and not created.</summary>
    public bool KeepAsText { get; init; }

    public bool IsDecided => TargetValue is not null || CreateName is not null || KeepAsText;
}
