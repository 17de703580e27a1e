using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

/// <summary>Values come out of support.setting_layers only: no door may select one from a table.</summary>
internal sealed class SettingStore(OpsDatabase database, IKeyedHashes hashes) : ITenantSettings
{
    public Task<Outcome<IReadOnlyList<SettingView>>> ListAsync(TenantKey key, AuditAct act, CancellationToken ct) =>
        database.TenantAsync(
            key,
            act,
            async (context, token) =>
            {
                var rows = await context.Database.SqlQuery<LayerRow>(Layers($"null::text")).ToListAsync(token);
                return Outcome.Of<IReadOnlyList<SettingView>>([.. rows.Select(r => r.ToView())]);
            },
            ct);

    public Task<Outcome<SettingHistory>> HistoryAsync(TenantKey key, AuditAct act, string settingKey, CancellationToken ct) =>
        database.TenantAsync(
            key,
            act,
            async (context, token) =>
            {
                if (await OneAsync(context, settingKey, token) is not { } setting)
                    return (Outcome<SettingHistory>)AccessRefusals.NotFoundOrNotYours;
                var versions = await context.Database.SqlQuery<VersionRow>(
                    $"select version, value::text as value, changed_at, changed_by_kind from support.setting_history({settingKey})").ToListAsync(token);
                return Outcome.Of(new SettingHistory(
                    setting,
                    [.. versions.Select(v => new SettingVersion(v.Version, v.Value, v.ChangedAt, PlatformCodes.Read<ActorKind>(v.ChangedByKind)))]));
            },
            ct);

    public Task<Outcome<SettingView>> ChangeAsync(TenantKey key, AuditAct act, SettingChange change, CancellationToken ct) =>
        database.ChangeInTenantAsync(
            key,
            act,
            async (context, token) =>
            {
                // The client may save at the same moment: whoever comes second sees the first one's version.
                await context.Database.SqlQuery<int>(
                    $"""select s.version as "Value" from platform.settings s where s.key = {change.Key} for update""").ToListAsync(token);
                if (await OneAsync(context, change.Key, token) is not { } before)
                    return (Outcome<Change<SettingView>>)SupportRefusals.KeyUnknown;
                var decided = SettingRules.Decide(before, change, key.Caller.Role);
                if (!decided.IsAllowed)
                    return decided.Refusal;

                var stored = await StoreAsync(context, key, before, decided.Value, token);
                var after = (await OneAsync(context, change.Key, token))!;
                if (stored == 0)
                    return SupportRefusals.SettingConflict(after.TenantChangedBy, after.TenantChangedAt);
                var kind = before.Class!.Value;
                return Outcome.Of(new Change<SettingView>(
                    after, SettingAudit.Of(kind, before.Tenant, hashes), SettingAudit.Of(kind, after.Tenant, hashes)));
            },
            ct);

    // Version and instant come from the platform's trigger. Of organizations the policy shows exactly the entered one. Neither
    // statement writes over a value that was not looked at: no row is the conflict.
    private static Task<int> StoreAsync(OpsDbContext context, TenantKey key, SettingView before, string json, CancellationToken ct)
    {
        var by = key.Caller.Id.Value;
        return before.TenantVersion is { } version
            ? context.Database.ExecuteSqlAsync(
                $"""
                update platform.settings set value = {json}::jsonb, changed_by_kind = 'IMPERSONATED', changed_by = {by}
                where key = {before.Key} and version = {version}
                """,
                ct)
            : context.Database.ExecuteSqlAsync(
                $"""
                insert into platform.settings (organization_id, key, is_secret, value, changed_by_kind, changed_by)
                select o.id, {before.Key}, false, {json}::jsonb, 'IMPERSONATED', {by} from platform.organizations o
                on conflict (organization_id, key) do nothing
                """,
                ct);
    }

    private static async Task<SettingView?> OneAsync(OpsDbContext context, string settingKey, CancellationToken ct) =>
        (await context.Database.SqlQuery<LayerRow>(Layers($"{settingKey}")).ToListAsync(ct)).SingleOrDefault()?.ToView();

    private static FormattableString Layers(FormattableString key) => new SqlText()
        .Add(
            $"""
            select key, value_type, "group", class, hint, minimum, maximum, tier2, is_secret, shown, default_value::text as default_value,
                plan_value::text as plan_value, plan_changed_at, tenant_value::text as tenant_value, tenant_version, tenant_changed_at,
                tenant_changed_by_kind, is_set, set_at
            from support.setting_layers(
            """)
        .Add(key)
        .Add($")")
        .Done();

    private sealed record VersionRow(int Version, string? Value, DateTimeOffset ChangedAt, string ChangedByKind);

    private sealed record LayerRow(
        string Key, string ValueType, string? Group, string? Class, string? Hint, decimal? Minimum, decimal? Maximum, bool Tier2, bool IsSecret,
        bool Shown, string? DefaultValue, string? PlanValue, DateTimeOffset? PlanChangedAt, string? TenantValue, int? TenantVersion,
        DateTimeOffset? TenantChangedAt, string? TenantChangedByKind, bool IsSet, DateTimeOffset? SetAt)
    {
        public SettingView ToView() => new(
            Key, PlatformCodes.Read<SettingValueType>(ValueType), Group, PlatformCodes.ReadOptional<SettingClass>(Class), Hint, Minimum, Maximum,
            Tier2, IsSecret, Shown, DefaultValue, PlanValue, PlanChangedAt, TenantValue, TenantVersion, TenantChangedAt,
            PlatformCodes.ReadOptional<ActorKind>(TenantChangedByKind), IsSet, SetAt);
    }
}
