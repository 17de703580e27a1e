using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Support;

public class OverviewTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private readonly World world = new(database, WorkspaceKeys.Add);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Facts_figures_and_the_newest_events_are_the_entered_tenants()
    {
        var (key, tenant) = await EnteredAsync(Role.SupportTier1);
        await database.ExecuteAsync("insert into platform.organization_domains (organization_id, domain, purpose) values ($1, 'overview.example', 'MAIL')", tenant.Id.Value);

        var read = (await world.Get<TenantOverview>().ReadAsync(key, default)).Value;

        read.IsAggregatesOnly.Should().BeFalse();
        read.Facts!.Name.Should().Be("Harbor & Vale Health");
        read.Facts.PlanName.Should().Be("Standard");
        read.Facts.Domains.Should().ContainSingle().Which.Should().Be(new TenantDomain("overview.example", IsMail: true, null, null));
        (read.Figures.UsersActive.Value, read.Figures.UsersAll.Value, read.Figures.CasesOpen.Value, read.Figures.CasesAll.Value).Should().Be((5, 6, 5, 6));
        read.Figures.LastActivityAt.Should().BeNull();
        read.Figures.HrFeed.Should().Be(IntegrationHealth.NotSetUp);
        read.Integrations.Should().ContainSingle().Which.Health.Should().Be(IntegrationHealth.Unproven);
        read.Recent.Select(e => e.Kind).Should().Equal(CaseEventKind.HandlerChanged, CaseEventKind.Created);
        (await world.EntriesAsync("ViewTenant", "ALLOWED", key.Caller)).Should().Be(1);
    }

    [Fact]
    public async Task PLT6_Client_success_gets_counts_alone_and_none_from_one_to_four()
    {
        var who = await world.OperatorAsync(Role.ClientSuccess);
        var tenant = await Seed.TenantAsync(world, "Few and far", "Zqcanary", cases: 4, accounts: 6);
        await world.AssignAsync(who, tenant.Id);
        var key = new TenantKey(who, (await world.EnterAsync(who, tenant.Id)).Id);

        var read = (await world.Get<TenantOverview>().ReadAsync(key, default)).Value;

        (read.IsAggregatesOnly, read.Integrations.Count, read.Recent.Count).Should().Be((true, 0, 0));
        (read.Figures.CasesAll.Value, read.Figures.CasesAll.Shown).Should().Be((null, "< 5"));
        (read.Figures.UsersAll.Value, read.Figures.UsersAll.Shown).Should().Be((6, "6"));
        read.Figures.TicketsAll.Value.Should().Be(0);
    }

    [Fact]
    public async Task Users_are_listed_masked_filtered_and_paged()
    {
        var (key, tenant) = await EnteredAsync(Role.SupportTier1, accounts: 23);
        var users = world.Get<TenantUsers>();

        var first = (await users.ListAsync(key, new(UserFilter.All, PageSize: 10), default)).Value;
        var second = (await users.ListAsync(key, new(UserFilter.All, first.Next, 10), default)).Value;
        var third = (await users.ListAsync(key, new(UserFilter.All, second.Next, 10), default)).Value;

        first.Items.Concat(second.Items).Concat(third.Items).Select(u => u.Id.Value).Should().Equal(tenant.Accounts.Reverse());
        (third.Next, first.Total).Should().Be((null, 23));
        first.Items[0].NameMasked.Should().Be("p••• z•••");
        first.Items[0].MailMasked.Should().Be("u•••@m•••.example");
        (await users.ListAsync(key, new(new() { Roles = [AccountRole.Administrator] }), default)).Value.Items.Should().ContainSingle();
        (await users.ListAsync(key, new(new() { Statuses = [AccountStatus.Disabled] }), default)).Value.Items.Should().ContainSingle();
        (await users.ListAsync(key, new(UserFilter.All, "AAAA"), default)).Refusal!.Code.Should().Be("cursor");
    }

    [Fact]
    public async Task SUP7_A_whole_mail_address_finds_its_login_and_stands_in_the_entry_as_a_hash_only()
    {
        var (key, tenant) = await EnteredAsync(Role.SupportTier1);
        var users = world.Get<TenantUsers>();
        await database.ExecuteAsync(
            "update platform.accounts set email_hash = $2 where id = $1", tenant.Accounts[3], world.Get<IKeyedHashes>().OfMail("maria.keller@acme.example")!);

        var found = (await users.ListAsync(key, new(new() { Mail = "  Maria.Keller@ACME.example " }), default)).Value;

        found.Items.Should().ContainSingle().Which.Id.Value.Should().Be(tenant.Accounts[3]);
        (await users.ListAsync(key, new(new() { Mail = "maria" }), default)).Refusal!.Code.Should().Be("mail");
        (await database.ValueAsync<long>("select count(*) from access.audit_entry e where to_jsonb(e)::text ilike '%keller%'")).Should().Be(0);
        (await database.ValueAsync<long>("select count(*) from access.audit_entry e where detail::jsonb ? 'mailHash'")).Should().Be(1);
    }

    [Fact]
    public async Task Staff_acts_are_ones_own_or_all_by_right_and_only_of_the_entered_tenant()
    {
        var (key, tenant) = await EnteredAsync(Role.SupportTier1);
        var admin = await world.OperatorAsync(Role.PlatformAdmin, "Ada Admin");
        var adminKey = new TenantKey(admin, (await world.EnterAsync(admin, tenant.Id)).Id);
        await world.Get<CaseBook>().OpenAsync(key, new(tenant.Cases[0]), default);
        await world.Get<CaseBook>().OpenAsync(adminKey, new(tenant.Cases[1]), default);
        var activity = world.Get<TenantActivity>();

        var own = (await activity.RecentAsync(key, tenant.Id, default)).Value;
        var all = (await activity.RecentAsync(adminKey, tenant.Id, default)).Value;

        own.Where(a => a.Action == "ViewCase").Should().ContainSingle().Which.EntityId.Should().Be(tenant.Cases[0].ToString());
        own.Should().OnlyContain(a => a.ActorName != "Ada Admin");
        all.Count(a => a.Action == "ViewCase").Should().Be(2);
        all.Should().BeInDescendingOrder(a => a.At).And.Contain(a => a.ActorName == "Ada Admin" && a.Session == adminKey.Session);
        await world.Get<ImpersonationService>().EndAsync(key.Caller, key.Session, default);
        (await activity.RecentAsync(key, tenant.Id, default)).Refusal!.Code.Should().Be("no-session");
    }

    [Fact]
    public async Task C14_A_session_that_is_over_shows_nothing_more()
    {
        var (key, tenant) = await EnteredAsync(Role.SupportTier1);
        await world.Get<ImpersonationService>().EndAsync(key.Caller, key.Session, default);

        (await world.Get<TenantOverview>().ReadAsync(key, default)).Refusal!.Code.Should().Be("session-over");
        (await world.Get<CaseBook>().OpenAsync(key, new(tenant.Cases[0]), default)).Refusal!.Code.Should().Be("session-over");
    }

    private async Task<(TenantKey Key, SeededTenant Tenant)> EnteredAsync(Role role, int accounts = 6)
    {
        var who = await world.OperatorAsync(role);
        var tenant = await Seed.TenantAsync(world, "Harbor & Vale Health", "Zqcanary", cases: 6, accounts);
        return (new(who, (await world.EnterAsync(who, tenant.Id)).Id), tenant);
    }
}
