using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Support;

public class RevealTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Reason = "The client asked who this account belongs to";
    private readonly World world = new(database, WorkspaceKeys.Add);

    private Reveal Reveals => world.Get<Reveal>();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task One_group_of_an_account_is_shown_for_five_minutes_by_the_databases_clock()
    {
        var (key, tenant) = await EnteredAsync();

        var shown = (await Reveals.ShowAsync(key, RevealTarget.Account(new(tenant.Accounts[0])), RevealGroup.Contact, Reason, default)).Value;

        shown.Fields.Select(f => f.Name).Should().Equal("email", "phone");
        shown.Fields.Should().OnlyContain(f => f.Value!.Contains(tenant.Canary));
        (shown.VisibleUntil - shown.ReadAt).Should().Be(TimeSpan.FromMinutes(5));
        (shown.ReadAt - await database.ValueAsync<DateTimeOffset>("select access.now()")).Should().BeCloseTo(TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_entry_names_group_and_fields_and_never_a_value()
    {
        var (key, tenant) = await EnteredAsync();

        await Reveals.ShowAsync(key, RevealTarget.Person(new(tenant.Cases[0]), new(tenant.Persons[0])), RevealGroup.Employment, Reason, default);

        var entry = await database.ValueAsync<string>(
            "select to_jsonb(e)::text from access.audit_entry e where action = 'RevealPersonalData' and actor_id = $1", key.Caller.Id.ToString());
        entry.Should().Contain("EMPLOYMENT").And.Contain("employee_id").And.Contain(Reason).And.NotContainEquivalentOf(tenant.Canary);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    public async Task A_poor_reason_is_refused_with_an_entry_and_takes_no_token(string reason)
    {
        var (key, tenant) = await EnteredAsync();

        var refused = await Reveals.ShowAsync(key, RevealTarget.Account(new(tenant.Accounts[0])), RevealGroup.Identity, reason, default);

        refused.Refusal!.Code.Should().Be("reason");
        (await world.EntriesAsync("RevealPersonalData", "REFUSED", key.Caller)).Should().Be(1);
        (await world.EntriesAsync("RevealPersonalData", "ALLOWED", key.Caller)).Should().Be(0);
    }

    [Fact]
    public async Task SUP3_A_reporter_is_revealed_as_such_and_only_in_a_session_with_a_ticket()
    {
        var (key, tenant) = await EnteredAsync();
        var (ticketed, own) = await EnteredAsync("SUP-4411");
        var asReporter = RevealTarget.Person(new(tenant.Cases[1]), new(tenant.Persons[1]));

        (await Reveals.ShowAsync(key, asReporter, RevealGroup.Reporter, Reason, default)).Refusal!.Code.Should().Be("reporter-ticket");
        (await Reveals.ShowAsync(key, asReporter, RevealGroup.Identity, Reason, default)).Refusal!.Code.Should().Be("group");
        (await Reveals.ShowAsync(key, RevealTarget.Report(new(tenant.Reports[1])), RevealGroup.Reporter, Reason, default)).Refusal!.Code.Should().Be("reporter-ticket");

        var shown = (await Reveals.ShowAsync(ticketed, RevealTarget.Person(new(own.Cases[1]), new(own.Persons[1])), RevealGroup.Reporter, Reason, default)).Value;
        shown.Fields.Should().HaveCount(9).And.OnlyContain(f => f.Value != null);
        var report = (await Reveals.ShowAsync(ticketed, RevealTarget.Report(new(own.Reports[1])), RevealGroup.Reporter, Reason, default)).Value;
        report.Fields.Single(f => f.Name == "reporter_reference").Value.Should().Contain(own.Canary);
    }

    [Fact]
    public async Task Who_reported_one_case_is_not_had_through_another_without_the_ticket()
    {
        var (key, tenant) = await EnteredAsync();

        var refused = await Reveals.ShowAsync(key, RevealTarget.Person(new(tenant.Cases[2]), new(tenant.Persons[1])), RevealGroup.Identity, Reason, default);

        refused.Refusal!.Code.Should().Be("reporter-ticket");
    }

    [Fact]
    public async Task SUP3_An_anonymous_report_has_nobody_to_reveal_even_with_a_ticket()
    {
        var (key, tenant) = await EnteredAsync("SUP-4412");

        var refused = await Reveals.ShowAsync(key, RevealTarget.Report(new(tenant.Reports[0])), RevealGroup.Reporter, Reason, default);

        refused.Refusal!.Code.Should().Be("anonymous");
        (await world.EntriesAsync("RevealPersonalData", "REFUSED", key.Caller)).Should().Be(1);
        (await world.EntriesAsync("RevealPersonalData", "ALLOWED", key.Caller)).Should().Be(0, "nothing was shown");
    }

    [Fact]
    public async Task ACC_7_What_the_record_refuses_is_in_the_sessions_own_stream_as_refused_and_why_and_costs_a_token()
    {
        var (key, tenant) = await EnteredAsync();
        var who = key.Caller.Id.ToString();

        await Reveals.ShowAsync(key, RevealTarget.Person(new(tenant.Cases[1]), new(tenant.Persons[1])), RevealGroup.Reporter, Reason, default);
        await Reveals.ShowAsync(key, RevealTarget.Account(new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()))), RevealGroup.Identity, Reason, default);

        (await database.ValueAsync<string>(
            """
            select string_agg(concat_ws(' ', outcome, detail::jsonb ->> 'refusal', detail::jsonb ->> 'group'), ', ' order by sequence) from access.audit_entry
            where stream = $1 and action = 'RevealPersonalData'
            """,
            $"session:{key.Session}")).Should().Be("REFUSED reporter-ticket REPORTER, REFUSED not-found IDENTITY");
        (await database.ValueAsync<long>("select count(*) from access.audit_entry where action = 'RevealPersonalData' and actor_id = $1", who)).Should().Be(2);
        (await database.ValueAsync<double>("select tokens from access.rate_bucket where rule = 'reveal' and operator_id = $1::uuid", who)).Should().BeLessThan(18.5);
    }

    [Fact]
    public async Task ACC_5_Once_its_entry_is_written_a_reveal_only_reads()
    {
        var (key, tenant) = await EnteredAsync();
        var act = new AuditAct(AuditAction.RevealPersonalData) { EntityType = "Account", EntityId = tenant.Accounts[0].ToString(), Reason = Reason };

        var wrote = await world.Get<Ethico.Ops.Infrastructure.Persistence.OpsDatabase>().RevealInTenantAsync(
            key,
            act,
            (_, _) => Task.FromResult<Ethico.Ops.Domain.Shared.Refusal?>(null),
            async (context, token) =>
            {
                await context.Database.ExecuteSqlRawAsync("update platform.organizations set live_at = live_at", token);
                return true;
            },
            default);

        wrote.Refusal!.Code.Should().Be("database-read-only");
    }

    [Fact]
    public async Task SUP3_The_twenty_first_reveal_in_an_hour_is_refused_and_time_frees_the_next()
    {
        var (key, tenant) = await EnteredAsync();
        var target = RevealTarget.Account(new(tenant.Accounts[0]));
        await database.SetClockAsync(TimeProvider.System.GetUtcNow());
        try
        {
            for (var i = 0; i < 20; i++)
                (await Reveals.ShowAsync(key, target, RevealGroup.Identity, Reason, default)).IsAllowed.Should().BeTrue();

            var refused = await Reveals.ShowAsync(key, target, RevealGroup.Identity, Reason, default);
            refused.Refusal!.Code.Should().Be("too-many");
            refused.Refusal.RetryAfter.Should().BeCloseTo(TimeSpan.FromMinutes(3), TimeSpan.FromSeconds(2));

            await database.AdvanceAsync(TimeSpan.FromMinutes(4));
            (await Reveals.ShowAsync(key, target, RevealGroup.Identity, Reason, default)).IsAllowed.Should().BeTrue();
        }
        finally
        {
            await database.FreeClockAsync();
        }
    }

    [Fact]
    public async Task C1_Tier_one_may_not_reveal_whatever_it_forges()
    {
        var who = await world.OperatorAsync(Role.SupportTier1);
        var tenant = await Seed.TenantAsync(world, "Tier one", "Zqcanary", cases: 4);
        var key = new TenantKey(who, (await world.EnterAsync(who, tenant.Id, ticket: "SUP-99")).Id);

        var refused = await Reveals.ShowAsync(key, RevealTarget.Account(new(tenant.Accounts[0])), RevealGroup.Identity, Reason, default);

        refused.Refusal!.Code.Should().Be("not-allowed");
        (await world.EntriesAsync("RevealPersonalData", "REFUSED", who)).Should().Be(1);
    }

    [Fact]
    public async Task A_person_who_is_not_in_the_named_case_is_not_found_there()
    {
        var (key, tenant) = await EnteredAsync();

        (await Reveals.ShowAsync(key, RevealTarget.Person(new(tenant.Cases[0]), new(tenant.Persons[2])), RevealGroup.Identity, Reason, default))
            .Refusal!.Code.Should().Be("not-found");
    }

    [Fact]
    public async Task Only_the_group_that_was_asked_for_leaves_the_database()
    {
        var (key, tenant) = await EnteredAsync();

        var shown = (await Reveals.ShowAsync(key, RevealTarget.Person(new(tenant.Cases[0]), new(tenant.Persons[0])), RevealGroup.Identity, Reason, default)).Value;

        JsonSerializer.Serialize(shown).Should().NotContain("@").And.NotContain("+44").And.NotContain("Clerk");
    }

    private async Task<(TenantKey Key, SeededTenant Tenant)> EnteredAsync(string? ticket = null)
    {
        var who = await world.OperatorAsync(Role.SupportTier2);
        var tenant = await Seed.TenantAsync(world, "Harbor & Vale Health", "Zqcanary", cases: 6);
        return (new(who, (await world.EnterAsync(who, tenant.Id, ticket: ticket)).Id), tenant);
    }
}
