namespace Ethico.Ops.Domain.Migration;

/// <summary>How a source value met one of ours.</summary>
public enum ValueMatch
{
    /// <summary>Stays open until a person maps it.</summary>
    None,

    /// <summary>The words of a known value stand in it, or the value is marked for review: must be confirmed.</summary>
    Review,

    /// <summary>The same words: accepted unseen.</summary>
    Exact,
}
