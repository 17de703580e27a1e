using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Xunit;
using TimelinePage = Ethico.Ops.Portal.Components.Pages.ClientSuccess.TimelinePage;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>What cannot be in an address: put right in it where it is a range, left out and named where it is a choice, and said either way.</summary>
public sealed class ClientAddressTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Today = ClientRows.Today;

    [Fact]
    public async Task CS_19_A_range_that_cannot_be_is_put_right_in_the_address_with_a_notice()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Go<UsagePage>($"/clients/{client}/usage?range=2026-03-31..2026-03-01&grain=hour", client.ToString());
        page.WaitForAssertion(() => page.Markup.Should().Contain("was put right"));

        seat.Navigation.Uri.Should().EndWith("range=2026-03-01..2026-03-31");
    }

    [Theory]
    [InlineData("0001-01-01..0001-02-01")]
    [InlineData("..0001-01-05")]
    [InlineData("9999-12-30..9999-12-31")]
    public async Task A_range_at_the_end_of_all_calendars_is_put_right_too(string range)
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await world.ScoredAsync(client, Today.AddDays(-1), 77.7m, "LOW");
        // A seat each: a page that is still there would correct the next one's address.
        await using var seat = await Seat.TakeAsync(world, mine);
        await using var second = await Seat.TakeAsync(world, mine);
        await using var third = await Seat.TakeAsync(world, mine);

        var usage = seat.Go<UsagePage>($"/clients/{client}/usage?grain=day&range={range}", client.ToString());
        usage.WaitForAssertion(() => usage.Markup.Should().Contain("was put right").And.Contain("No counted activity in this range"));
        var health = second.Go<HealthPage>($"/clients/{client}?range={range}", client.ToString());
        health.WaitForAssertion(() => health.Markup.Should().MatchRegex("The range in the address is none|The range was corrected"));
        var story = third.Go<TimelinePage>($"/clients/{client}/timeline?range={range}", client.ToString());
        story.WaitForAssertion(() => story.FindAll("[aria-busy=true]").Should().BeEmpty());
        var days = (await world.Get<ClientUsage>().ReadAsync(mine, client, DateOnly.MinValue, DateOnly.MinValue, CountGrain.Month, CancellationToken.None)).Value.Bars;
        days.Should().ContainSingle().Which.From.Year.Should().Be(2000);
        (await world.Get<ClientUsage>().ReadAsync(mine, client, DateOnly.MaxValue, DateOnly.MaxValue, CountGrain.Month, CancellationToken.None)).IsAllowed.Should().BeTrue();
    }

    [Theory]
    [InlineData("/renewals?band=PURPLE&bucket=eleven", "bucket, band")]
    [InlineData("/renewals?band=HIGH&bucket=within30", null)]
    [InlineData("/renewals?after=minus", "after")]
    [InlineData("/renewals?after=900", "after")]
    [InlineData("/alerts?view=theirs&rule=NOPE", "view, rule")]
    [InlineData("/alerts?view=book&state=all", null)]
    [InlineData("/alerts?view=book&list=both&client=x&after=y&open=z&severity=LOUD", "severity, list, client, after, open")]
    [InlineData("/alerts?view=book&list=tasks&client=019ed6a0-0000-7000-8000-000000000001", null)]
    [InlineData("/adoption?feature=NOPE&level=POWER,NOPE", "feature, level")]
    [InlineData("/alerts?view=book&after=019ed6a0-0000-7000-8000-000000000001", "after")]
    [InlineData("/alerts?view=book&list=tasks&severity=HIGH", "severity")]
    [InlineData("/adoption?after=x", "after")]
    [InlineData("/adoption?level=POWER&after=5", "after")]
    [InlineData("/clients?score=40..many", "score")]
    [InlineData("/clients?plan=%00&tag=%F0%9F%98%80&columns=score,shoe&after=x", "plan, tag, columns, after")]
    [InlineData("/clients/C?lines=all", "lines")]
    [InlineData("/clients/C?lines=parts&range=30d", null)]
    [InlineData("/clients/C/adoption?feature=NOPE", "feature")]
    [InlineData("/clients/C/adoption?feature=API_USAGE", null)]
    [InlineData("/clients/C/timeline?kind=PARTY&time=soon&after=x", "kind, time, after")]
    [InlineData("/clients/C/timeline?kind=ALERT&time=30d", null)]
    [InlineData("/clients/C/benchmarks?cohort=STAR_SIGN", "cohort")]
    [InlineData("/clients/C/benchmarks?cohort=SIZE", null)]
    public async Task A_value_in_the_address_that_is_none_is_left_out_and_named(string address, string? named)
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine, "Renewing Rail");
        await database.ExecuteAsync("update client_success.client set renewal_on = (access.now() at time zone 'America/New_York')::date + 20 where organization_id = $1", client.Value);
        await using var seat = await Seat.TakeAsync(world, mine);

        var markup = address.Split('?')[0] switch
        {
            "/renewals" => Shown<RenewalsPage>(), "/alerts" => Shown<AlertsPage>(), "/adoption" => Shown<AdoptionMatrixPage>(), "/clients" => Shown<PortfolioPage>(),
            "/clients/C/adoption" => Shown<AdoptionPage>(), "/clients/C/timeline" => Shown<TimelinePage>(), "/clients/C/benchmarks" => Shown<BenchmarksPage>(), _ => Shown<HealthPage>(),
        };

        if (named is null)
            markup.Should().NotContain("Left out of the address");
        else
            markup.Should().Contain($"is none there is: {named}.");
        if (named is not null && address.Split('?')[0] is "/renewals" or "/clients")
            markup.Should().Contain("Renewing Rail", "what makes no sense narrows nothing");

        string Shown<TPage>()
            where TPage : IComponent
        {
            var page = seat.Go<TPage>(address.Replace("/C", $"/{client}", StringComparison.Ordinal), address.Contains("/C", StringComparison.Ordinal) ? client.ToString() : null);
            page.WaitForAssertion(() => page.FindAll("[aria-busy=true]").Should().BeEmpty());
            return page.Markup;
        }
    }

    [Theory]
    [InlineData("/admin/alert-rules?open=PARTY", "open")]
    [InlineData("/admin/alert-rules?open=RENEWAL", null)]
    [InlineData("/admin/health-model?version=900", "version")]
    [InlineData("/admin/health-model?version=1", null)]
    [InlineData("/admin/health-model?after=soon", "after")]
    [InlineData("/admin/health-model?after=90000", "after")]
    public async Task A_value_in_the_address_of_a_setting_that_is_none_is_left_out_and_named(string address, string? named)
    {
        await using var world = new World(database);
        await using var seat = await Seat.TakeAsync(world, await world.OperatorAsync(Role.PlatformAdmin));

        var page = address.Contains("alert-rules", StringComparison.Ordinal) ? Go<AlertRulesPage>() : Go<HealthModelPage>();
        await page.WaitForAssertionAsync(() => page.FindAll("[aria-busy=true]").Should().BeEmpty());

        if (named is null)
            page.Markup.Should().NotContain("Left out of the address");
        else
            page.Markup.Should().Contain($"is none there is: {named}.");

        IRenderedComponent<IComponent> Go<TPage>()
            where TPage : IComponent => (IRenderedComponent<IComponent>)(object)seat.Go<TPage>(address);
    }

    [Theory]
    [InlineData("entry=nothing")]
    [InlineData("entry=nothing&kind=CERTIFICATE")]
    public async Task CS_23_A_link_to_an_entry_that_is_none_says_so_also_where_nothing_is_listed(string query)
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Go<TimelinePage>($"/clients/{client}/timeline?{query}", client.ToString());

        page.WaitForAssertion(() => page.Markup.Should().Contain("The entry this link leads to is not among the last three years."));
    }

    // The last complete day is yesterday; a usage's last day is today.
    [Theory]
    [InlineData("", "range", "x..2026-03-31", "2026-01-01..2026-03-31")]
    [InlineData("", "range", "2026-02-30..2026-03-31", "2026-01-01..2026-03-31")]
    [InlineData("", "range", "2026-03-31..2026-03-01", "2026-03-01..2026-03-31")]
    [InlineData("", "range", "2020-01-01..2026-03-31", "2023-04-01..2026-03-31")]
    [InlineData("", "range", "2000d", "1096d")]
    [InlineData("", "range", "5000d", "1096d")]
    [InlineData("", "range", "2026-01-31..2026-03-31", null)]
    [InlineData("", "range", "..2026-03-31", null)]
    [InlineData("/usage", "range", "x..2026-03-31", "2025-12-31..2026-03-31")]
    [InlineData("/usage", "range", "2026-03-31..2026-03-01", "2026-03-01..2026-03-31")]
    [InlineData("/usage", "range", "2020-01-01..2026-03-31", "2023-04-01..2026-03-31")]
    [InlineData("/usage", "range", "2000d", "1096d")]
    [InlineData("/usage", "range", "99999999999d", "1096d")]
    [InlineData("/usage", "range", "2026-01-31..2026-03-31", null)]
    [InlineData("/usage", "range", "..2026-03-31", null)]
    [InlineData("/timeline", "time", "x..2026-03-31", "..2026-03-31")]
    [InlineData("/timeline", "time", "2026-03-01..31.3.2026", "2026-03-01..")]
    [InlineData("/timeline", "time", "2026-03-31..2026-03-01", "2026-03-01..2026-03-31")]
    [InlineData("/timeline", "time", "2020-01-01..2026-03-31", "2023-04-01..2026-03-31")]
    [InlineData("/timeline", "time", "2000d", "1096d")]
    [InlineData("/timeline", "time", "5000d", "1096d")]
    [InlineData("/timeline", "time", "2026-01-31..2026-03-31", null)]
    [InlineData("/timeline", "time", "..2026-03-31", null)]
    [InlineData("/timeline", "time", "2026-03-01..", null)]
    public async Task A_range_is_put_right_in_the_address_with_a_notice_and_left_alone_where_it_is_one(string part, string name, string asked, string? instead)
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await world.ScoredAsync(client, Today.AddDays(-1), 77.7m, "LOW");
        string Address(string range) => $"/clients/{client}{part}?{name}={Uri.EscapeDataString(range)}";
        await ReadAsync(Address(instead ?? asked));
        var usual = await ReadAsync(Address(instead ?? asked));

        var read = await ReadAsync(Address(asked));

        if (instead is null)
            read.Markup.Should().NotContain("corrected").And.NotContain("put right");
        else
            read.Markup.Should().MatchRegex("The range was corrected|was put right");
        Uri.UnescapeDataString(read.Address).Should().EndWith($"{part}?{name}={instead ?? asked}");
        read.Sent.Should().Be(usual.Sent, "what is put right is read once, as what was right").And.BePositive();

        async Task<(string Markup, string Address, int Sent)> ReadAsync(string address)
        {
            await using var seat = await Seat.TakeAsync(world, mine);
            IRenderedComponent<IComponent>? page = null;
            var sent = await Statements.CountAsync(
                async () =>
                {
                    page = part switch { "/usage" => Go<UsagePage>(), "/timeline" => Go<TimelinePage>(), _ => Go<HealthPage>() };
                    await page.WaitForAssertionAsync(() => page.FindAll("[aria-busy=true]").Should().BeEmpty());
                },
                () => page!.InvokeAsync(() => { }));
            return (page!.Markup, seat.Navigation.Uri, sent);

            IRenderedComponent<IComponent> Go<TPage>()
                where TPage : IComponent => (IRenderedComponent<IComponent>)(object)seat.Go<TPage>(address, client.ToString());
        }
    }
}
