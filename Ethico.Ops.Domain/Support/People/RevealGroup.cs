namespace Ethico.Ops.Domain.Support;

/// <summary>What is revealed in one act (support.md 5.1).</summary>
public enum RevealGroup
{
    /// <summary>Names.</summary>
    Identity,

    /// <summary>Mail address, phone.</summary>
    Contact,

    /// <summary>Number, title, department or manager.</summary>
    Employment,

    /// <summary>All of the above, of a named reporter. Needs a session with a ticket.</summary>
    Reporter,
}
