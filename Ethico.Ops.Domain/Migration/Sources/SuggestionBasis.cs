namespace Ethico.Ops.Domain.Migration;

/// <summary>What a column's suggestion rests on (migration.md 4.3).</summary>
public enum SuggestionBasis
{
    /// <summary>Nothing speaks for any target.</summary>
    None,

    Recipe,

    /// <summary>A name in the detected source's dictionary.</summary>
    SourceName,

    /// <summary>A name any system may use.</summary>
    GenericName,

    /// <summary>A known name whose target another column feeds already: kept as custom field.</summary>
    FurtherName,

    SharedWords,
    Shape,
}
