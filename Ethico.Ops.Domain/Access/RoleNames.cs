using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Access;

/// <summary>The names roles are stored and issued under (app roles of the identity provider), and those people read.</summary>
public static class RoleNames
{
    private static readonly (Role Role, string Stored, string Shown, string Short)[] All =
    [
        (Role.SupportTier1, "SUPPORT_TIER_1", "Support tier 1", "T1"),
        (Role.SupportTier2, "SUPPORT_TIER_2", "Support tier 2", "T2"),
        (Role.SupportAdmin, "SUPPORT_ADMIN", "Support administrator", "SA"),
        (Role.ImplementationSpecialist, "IMPLEMENTATION_SPECIALIST", "Implementation specialist", "IS"),
        (Role.ImplementationManager, "IMPLEMENTATION_MANAGER", "Implementation manager", "IM"),
        (Role.ClientSuccess, "CLIENT_SUCCESS", "Client success manager", "CS"),
        (Role.HotlineOperator, "HOTLINE_OPERATOR", "Hotline operator", "HO"),
        (Role.HotlineSupervisor, "HOTLINE_SUPERVISOR", "Hotline supervisor", "HS"),
        (Role.PlatformAdmin, "PLATFORM_ADMIN", "Platform administrator", "PA"),
    ];

    private static readonly FrozenDictionary<string, Role> ByStored = All.ToFrozenDictionary(r => r.Stored, r => r.Role, StringComparer.Ordinal);

    public static string Stored(this Role role) => Row(role).Stored;

    public static string Shown(this Role role) => Row(role).Shown;

    /// <summary>Two letters for the avatar.</summary>
    public static string Initials(this Role role) => Row(role).Short;

    /// <summary>An unknown name is nobody: null, never a default.</summary>
    public static Role? Parse(string? stored) => stored is not null && ByStored.TryGetValue(stored, out var role) ? role : null;

    private static (Role Role, string Stored, string Shown, string Short) Row(Role role) =>
        Enum.IsDefined(role) ? All[(int)role] : throw new ArgumentOutOfRangeException(nameof(role), role, "Not one of the nine roles.");
}
