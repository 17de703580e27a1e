namespace Ethico.Ops.Domain.Migration;

/// <summary>What was found in a text. Only the kind is ever kept, never the match.</summary>
[Flags]
public enum SensitiveKinds
{
    None = 0,
    SocialSecurityNumber = 1,
    CardNumber = 2,
    HealthTerm = 4,
    Email = 8,
    Phone = 16,

    /// <summary>MIG-SEN-001 to 003.</summary>
    Sensitive = SocialSecurityNumber | CardNumber | HealthTerm,

    /// <summary>MIG-ANO-003.</summary>
    Contact = Email | Phone,

    All = Sensitive | Contact,
}
