using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Domain.Support;

/// <summary>
/// One setting as the inspector shows it, layer by layer. Values are JSON text. A secret, or a key this portal does not define,
/// has none: only whether and when it was set.
/// </summary>
/// <param name="Group">Null for a key this portal does not define.</param>
/// <param name="IsShown">Values may be shown.</param>
/// <param name="TenantVersion">What a change has to name; null: the tenant has no value of its own.</param>
public sealed record SettingView(
    string Key,
    SettingValueType Type,
    string? Group,
    SettingClass? Class,
    string? Hint,
    decimal? Minimum,
    decimal? Maximum,
    bool IsTier2,
    bool IsSecret,
    bool IsShown,
    string? Default,
    string? Plan,
    DateTimeOffset? PlanChangedAt,
    string? Tenant,
    int? TenantVersion,
    DateTimeOffset? TenantChangedAt,
    ActorKind? TenantChangedBy,
    bool IsSet,
    DateTimeOffset? SetAt)
{
    /// <summary>Tenant over plan over default; None where the value is not shown, or nothing is set.</summary>
    public SettingLayer Layer => this switch
    {
        { IsShown: false } => SettingLayer.None,
        { Tenant: not null } => SettingLayer.Tenant,
        { Plan: not null } => SettingLayer.Plan,
        { Default: not null } => SettingLayer.Default,
        _ => SettingLayer.None,
    };

    public string? Effective => Tenant ?? Plan ?? Default;

    /// <summary>May this role change it, Write mode given. The door and the store ask again.</summary>
    public bool MayBeChangedBy(Role role) => SettingRules.MayChange(this, role) is null;
}
