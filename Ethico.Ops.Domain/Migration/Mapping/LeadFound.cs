namespace Ethico.Ops.Domain.Migration;

/// <summary>Who a lead is found to be (migration.md 4.3).</summary>
public enum LeadFound
{
    /// <summary>One active user, by e-mail, employee number or full name, or by a person's choice.</summary>
    User,

    /// <summary>Nobody active, or blank: the fallback queue.</summary>
    Nobody,

    /// <summary>Several active users of that name: an error until one is chosen.</summary>
    Several,
}
