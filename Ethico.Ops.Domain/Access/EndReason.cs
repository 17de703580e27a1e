namespace Ethico.Ops.Domain.Access;

/// <summary>How a session ended (access.md 5).</summary>
public enum EndReason
{
    Manual,
    Switched,
    Expired,
    IdleTimeout,
    ForcedByAdmin,
    RoleRevoked,
    AssignmentEnded,
    TenantSuspended,
    SignedOut,
}
