using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Settings of the entered tenant.</summary>
public interface ITenantSettings
{
    /// <summary>All that are in use, by group and key.</summary>
    Task<Outcome<IReadOnlyList<SettingView>>> ListAsync(TenantKey key, AuditAct act, CancellationToken ct);

    Task<Outcome<SettingHistory>> HistoryAsync(TenantKey key, AuditAct act, string settingKey, CancellationToken ct);

    /// <summary>Locks the row, asks <see cref="SettingRules.Decide"/>, and stores; before and after go into the entry.</summary>
    Task<Outcome<SettingView>> ChangeAsync(TenantKey key, AuditAct act, SettingChange change, CancellationToken ct);
}
