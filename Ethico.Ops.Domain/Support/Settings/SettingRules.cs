using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Which settings a role may change, and over which version (support.md 5.7).</summary>
public static class SettingRules
{
    public const int KeyMost = 120;

    /// <summary>Null: it may. Write mode and the right to it are the door's and the gate's to ask.</summary>
    public static Refusal? MayChange(SettingView setting, Role role)
    {
        if (setting.IsSecret || setting.Class is SettingClass.Secret)
            return SupportRefusals.KeySecret;
        if (setting.Class is null || !setting.IsShown)
            return SupportRefusals.KeyUnknown;
        return role is Role.SupportTier2 && !setting.IsTier2 ? SupportRefusals.KeyNotAllowed : null;
    }

    /// <summary>The value to store as JSON text, or why not. Asked with the row under lock.</summary>
    public static Outcome<string> Decide(SettingView current, SettingChange change, Role role)
    {
        if (MayChange(current, role) is { } fault)
            return fault;
        if (current.TenantVersion != change.ExpectedVersion)
            return SupportRefusals.SettingConflict(current.TenantChangedBy, current.TenantChangedAt);
        var value = SettingText.Parse(current.Type, change.Typed, current.Minimum, current.Maximum);
        if (!value.IsAllowed)
            return value;
        return current.Tenant is { } standing && SettingText.IsSame(standing, value.Value) ? SupportRefusals.ValueSame : value;
    }
}
