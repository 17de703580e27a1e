using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Support;

public class TenantSettingsTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Attachment = "intake.max_attachment_mb";
    private readonly World world = new(database, WorkspaceKeys.Add);

    private TenantSettings Settings => world.Get<TenantSettings>();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task SUP20_A_key_shows_its_layers_and_the_topmost_wins()
    {
        var (key, _) = await EnteredAsync(Role.SupportTier1);

        var all = (await Settings.ListAsync(key, default)).Value;

        var own = all.Single(s => s.Key == Attachment);
        (own.Default, own.Plan, own.Tenant, own.Effective, own.Layer).Should().Be(("10", "25", "50", "50", SettingLayer.Tenant));
        own.TenantVersion.Should().Be(1);
        all.Single(s => s.Key == "security.session_minutes").Layer.Should().Be(SettingLayer.Plan);
        all.Single(s => s.Key == "intake.max_attachments").Layer.Should().Be(SettingLayer.Default);
        all.Single(s => s.Key == "branding.footer_text").Layer.Should().Be(SettingLayer.None);
    }

    [Fact]
    public async Task H1_SUP4_Secrets_and_unknown_keys_say_only_that_and_when_they_were_set()
    {
        var (key, tenant) = await EnteredAsync(Role.PlatformAdmin);

        var all = (await Settings.ListAsync(key, default)).Value;

        JsonSerializer.Serialize(all).Should().NotContain(tenant.Canary);
        var secret = all.Single(s => s.Key == "integrations.smtp_password");
        (secret.IsSet, secret.IsShown, secret.SetAt is not null, secret.Effective).Should().Be((true, false, true, null));
        all.Single(s => s.Key == "integrations.hr_api_token").IsSet.Should().BeFalse();
        var unknown = all.Single(s => s.Key == "legacy.connection_string");
        (unknown.IsSet, unknown.IsShown, unknown.Tenant, unknown.TenantVersion).Should().Be((true, false, null, null));
        (await Settings.HistoryAsync(key, "legacy.connection_string", default)).Value.Versions.Should().BeEmpty();
        (await Settings.HistoryAsync(key, "integrations.smtp_password", default)).Value.Versions.Should().BeEmpty();
    }

    [Fact]
    public async Task ACC5_In_read_mode_the_database_refuses_and_in_write_mode_value_history_and_entry_change_together()
    {
        var (key, _) = await EnteredAsync(Role.SupportAdmin);

        (await Settings.ChangeAsync(key, new(Attachment, "75", 1), default)).Refusal!.Code.Should().Be("read-only");
        await StepUpAsync(key);
        var after = (await Settings.ChangeAsync(key, new(Attachment, "75", 1), default)).Value;

        (after.Tenant, after.TenantVersion, after.TenantChangedBy).Should().Be(("75", 2, ActorKind.Impersonated));
        var history = (await Settings.HistoryAsync(key, Attachment, default)).Value.Versions;
        history.Select(v => (v.Version, v.Value)).Should().Equal((2, "75"), (1, "50"));
        (await EntryAsync(key, "before")).Should().Be("""{"value":50}""");
        (await EntryAsync(key, "after")).Should().Be("""{"value":75}""");
        (await world.EntriesAsync("ChangeTenantSetting", "REFUSED", key.Caller)).Should().Be(1);
    }

    [Fact]
    public async Task A_value_is_set_where_the_tenant_had_none()
    {
        var (key, _) = await EnteredAsync(Role.SupportAdmin);
        await StepUpAsync(key);

        var after = (await Settings.ChangeAsync(key, new("intake.max_attachments", "8", null), default)).Value;

        (after.Tenant, after.TenantVersion, after.Layer).Should().Be(("8", 1, SettingLayer.Tenant));
        (await EntryAsync(key, "before")).Should().Be("""{"value":null}""");
    }

    [Fact]
    public async Task G7_A_personal_value_appears_in_the_entry_as_changed_with_a_keyed_hash()
    {
        var (key, _) = await EnteredAsync(Role.SupportAdmin);
        await StepUpAsync(key);

        (await Settings.ChangeAsync(key, new("security.recovery_contact", "maria.keller@acme.example", null), default)).IsAllowed.Should().BeTrue();

        var after = await EntryAsync(key, "after");
        after.Should().NotContain("maria").And.Match("{\"changed\":true,\"hash\":\"*\"}");
        JsonDocument.Parse(after!).RootElement.GetProperty("hash").GetString()
            .Should().Be(world.Get<IKeyedHashes>().OfValue("\"maria.keller@acme.example\"")).And.HaveLength(64);
        (await database.ValueAsync<long>("select count(*) from access.audit_entry e where to_jsonb(e)::text like '%maria.keller%'")).Should().Be(0);
    }

    [Fact]
    public async Task A_value_changed_meanwhile_is_a_conflict_that_says_who_and_when_and_changes_nothing()
    {
        var (key, tenant) = await EnteredAsync(Role.SupportAdmin);
        await StepUpAsync(key);
        await database.ExecuteAsync(
            "update platform.settings set value = '60', changed_by_kind = 'CLIENT' where organization_id = $1 and key = $2", tenant.Id.Value, Attachment);

        var stale = await Settings.ChangeAsync(key, new(Attachment, "75", 1), default);
        var unseen = await Settings.ChangeAsync(key, new(Attachment, "75", null), default);

        stale.Refusal!.Code.Should().Be("conflict");
        stale.Refusal.Sentence.Should().StartWith("The client changed this meanwhile on ");
        unseen.Refusal!.Code.Should().Be("conflict");
        (await Settings.HistoryAsync(key, Attachment, default)).Value.Setting.Tenant.Should().Be("60");
        (await world.EntriesAsync("ChangeTenantSetting", "ALLOWED", key.Caller)).Should().Be(0);
    }

    [Fact]
    public async Task Two_operators_race_for_one_version_and_one_of_them_wins()
    {
        var (first, tenant) = await EnteredAsync(Role.SupportAdmin);
        var other = await world.OperatorAsync(Role.SupportAdmin);
        var second = new TenantKey(other, (await world.EnterAsync(other, tenant.Id)).Id);
        await StepUpAsync(first);
        await StepUpAsync(second);

        foreach (var (setting, version) in ((string, int?)[])[(Attachment, 1), ("intake.max_attachments", null)])
        {
            var raced = await Task.WhenAll(
                Settings.ChangeAsync(first, new(setting, "11", version), default), Settings.ChangeAsync(second, new(setting, "12", version), default));

            raced.Count(r => r.IsAllowed).Should().Be(1);
            raced.Single(r => !r.IsAllowed).Refusal!.Code.Should().Be("conflict");
        }
    }

    [Fact]
    public async Task SUP23_Tier_two_changes_only_keys_marked_for_it_and_nobody_a_secret_or_an_unknown_key()
    {
        var (tier2, _) = await EnteredAsync(Role.SupportTier2);
        await StepUpAsync(tier2);
        var (admin, _) = await EnteredAsync(Role.PlatformAdmin);
        await StepUpAsync(admin);

        (await Settings.ChangeAsync(tier2, new(Attachment, "75", 1), default)).IsAllowed.Should().BeTrue();
        (await Settings.ChangeAsync(tier2, new("retention.report_months", "12", null), default)).Refusal!.Code.Should().Be("key-not-allowed");
        (await Settings.ChangeAsync(admin, new("retention.report_months", "12", null), default)).IsAllowed.Should().BeTrue();
        (await Settings.ChangeAsync(admin, new("integrations.smtp_password", "x", null), default)).Refusal!.Code.Should().Be("key-secret");
        (await Settings.ChangeAsync(admin, new("legacy.connection_string", "x", 1), default)).Refusal!.Code.Should().Be("key-unknown");
        (await Settings.ChangeAsync(admin, new("no.such.key", "x", null), default)).Refusal!.Code.Should().Be("key-unknown");
        (await Settings.ChangeAsync(admin, new("'; drop table platform.settings; --", "x", null), default)).Refusal!.Code.Should().Be("key-unknown");
        (await world.EntriesAsync("ChangeTenantSetting", "REFUSED", admin.Caller)).Should().Be(4);
    }

    [Fact]
    public async Task C1_Tier_one_changes_nothing()
    {
        var (key, _) = await EnteredAsync(Role.SupportTier1);

        (await Settings.ChangeAsync(key, new(Attachment, "75", 1), default)).Refusal!.Code.Should().Be("not-allowed");
    }

    [Fact]
    public async Task The_inspectors_list_and_the_demo_platforms_keys_agree()
    {
        var described = await database.ValueAsync<string[]>("select array_agg(key order by key) from support.setting_definition");
        var secret = await database.ValueAsync<string[]>("select array_agg(key order by key) from support.setting_definition where class = 'SECRET'");
        var known = DemoSettings.Definitions.ToDictionary(d => d.Key, StringComparer.Ordinal);

        described.Should().NotBeEmpty().And.OnlyContain(k => known.ContainsKey(k));
        secret.Should().BeEquivalentTo(known.Values.Where(d => d.IsSecret).Select(d => d.Key));
        known.Keys.Except(described!).Should().HaveCount(2);
        DemoSettings.PlanValues.Should().OnlyContain(p => known.ContainsKey(p.Key) && !known[p.Key].IsSecret);
    }

    private Task<string?> EntryAsync(TenantKey key, string column) => database.ValueAsync<string>(
        $"select {column} from access.audit_entry where action = 'ChangeTenantSetting' and outcome = 'ALLOWED' and actor_id = $1 order by at desc limit 1",
        key.Caller.Id.ToString());

    private async Task StepUpAsync(TenantKey key) =>
        (await world.Get<ImpersonationService>().StepUpAsync(key.Caller, key.Session, "The client asked to raise the limit", default)).IsAllowed.Should().BeTrue();

    private async Task<(TenantKey Key, SeededTenant Tenant)> EnteredAsync(Role role)
    {
        var who = await world.OperatorAsync(role);
        var tenant = await Seed.TenantAsync(world, "Harbor & Vale Health", "Zqcanary", cases: 4);
        return (new(who, (await world.EnterAsync(who, tenant.Id)).Id), tenant);
    }
}
