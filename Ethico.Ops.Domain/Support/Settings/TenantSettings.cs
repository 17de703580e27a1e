using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>The configuration inspector (support.md 4b), and a lasting change of the tenant's own value in Write mode.</summary>
[UseCase]
public sealed class TenantSettings(AccessGate gate, ITenantSettings settings)
{
    [Needs(Permission.ViewConfiguration)]
    public async Task<Outcome<IReadOnlyList<SettingView>>> ListAsync(TenantKey key, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewConfiguration) { EntityType = "SettingList" };
        if (await gate.AskAsync(key.Caller, Permission.ViewConfiguration, act, tenant: null, ct) is { } refused)
            return refused;
        return await settings.ListAsync(key, act, ct);
    }

    [Needs(Permission.ViewConfiguration)]
    public async Task<Outcome<SettingHistory>> HistoryAsync(TenantKey key, string settingKey, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ViewConfiguration) { EntityType = "Setting", EntityId = Held(settingKey) };
        if (await gate.AskAsync(key.Caller, Permission.ViewConfiguration, act, tenant: null, ct) is { } refused)
            return refused;
        if (!IsKey(settingKey))
            return await gate.RefuseAsync(key.Caller, act, AccessRefusals.NotFoundOrNotYours, tenant: null, ct);
        return await settings.HistoryAsync(key, act, settingKey, ct);
    }

    /// <summary>Sets the tenant's own value. Needs a session in Write mode; tier 2 only keys marked for it; never a secret.</summary>
    [Needs(Permission.WriteInTenant)]
    public async Task<Outcome<SettingView>> ChangeAsync(TenantKey key, SettingChange change, CancellationToken ct)
    {
        var act = new AuditAct(AuditAction.ChangeTenantSetting)
        {
            EntityType = "Setting",
            EntityId = Held(change.Key),
            Detail = new JsonObject { ["overVersion"] = change.ExpectedVersion },
        };
        if (await gate.AskAsync(key.Caller, Permission.WriteInTenant, act, tenant: null, ct) is { } refused)
            return refused;
        if (!IsKey(change.Key))
            return await gate.RefuseAsync(key.Caller, act, SupportRefusals.KeyUnknown, tenant: null, ct);
        return await settings.ChangeAsync(key, act, change, ct);
    }

    private static bool IsKey(string? key) =>
        key is { Length: > 0 and <= SettingRules.KeyMost } && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or ':');

    // What was typed where a key belongs is not trusted to be one: it could be a value.
    private static string Held(string? key) => IsKey(key) ? key! : "(malformed)";
}
