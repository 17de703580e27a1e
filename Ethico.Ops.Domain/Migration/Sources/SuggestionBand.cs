namespace Ethico.Ops.Domain.Migration;

/// <summary>What a confidence asks of a person.</summary>
public enum SuggestionBand
{
    /// <summary>Below 0.60: the column stays unmapped until someone decides.</summary>
    Unmapped,

    /// <summary>From 0.60: shown, must be confirmed.</summary>
    Review,

    /// <summary>From 0.85: taken unless someone objects.</summary>
    Accepted,
}
