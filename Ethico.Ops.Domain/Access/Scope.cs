namespace Ethico.Ops.Domain.Access;

/// <summary>How far a permission reaches.</summary>
public enum Scope
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>One's own records only.</summary>
    Own,

    /// <summary>Assigned tenants only.</summary>
    Assigned,

    /// <summary>All tenants.</summary>
    All,
}
