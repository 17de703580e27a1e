namespace Ethico.Ops.Domain.Access;

/// <summary>The nine roles of access.md 2. One operator has one. Stored by <see cref="RoleNames"/>.</summary>
public enum Role
{
    SupportTier1,
    SupportTier2,
    SupportAdmin,
    ImplementationSpecialist,
    ImplementationManager,
    ClientSuccess,
    HotlineOperator,
    HotlineSupervisor,
    PlatformAdmin,
}
