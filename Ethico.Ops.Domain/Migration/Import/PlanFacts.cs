namespace Ethico.Ops.Domain.Migration;

/// <summary>What is known of a staged row and of the live records it meets. Told for the row that makes the record of its key.</summary>
public sealed record PlanFacts
{
    /// <summary>Neither blocked nor left out by a person or the duplicates policy.</summary>
    public bool IsReady { get; init; } = true;

    /// <summary>Source system and key were imported before.</summary>
    public bool IsKnown { get; init; }

    /// <summary>The record of the key is still there, not merged away and not locked.</summary>
    public bool IsWithinReach { get; init; } = true;

    /// <summary>Its fingerprint is no longer the one a run left it with.</summary>
    public bool IsEdited { get; init; }

    /// <summary>The source would change at least one field.</summary>
    public bool Differs { get; init; }

    public bool IsReferenceTaken { get; init; }

    public ExistingPolicy Existing { get; init; }
}
