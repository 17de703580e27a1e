using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Pages.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Ethico.Ops.Tests.Components.Support;

public sealed class RevealTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Words = "The ticket asks who this is, to call back.";

    [Fact]
    public async Task S6_Nothing_of_a_person_is_in_a_case_page_before_it_is_revealed()
    {
        await using var world = new World(database);
        var (seat, tenant) = await SitAsync(world);
        await using var _ = seat;

        var page = Open(seat, tenant.Cases[2]).Page;

        page.Markup.Should().Contain("C-2026-00003").And.NotContain(tenant.Canary);
    }

    [Fact]
    public async Task A_revealed_group_is_masked_again_after_five_minutes_and_not_before()
    {
        await using var world = new World(database);
        var (seat, tenant) = await SitAsync(world);
        await using var _ = seat;
        var (page, dialogs) = Open(seat, tenant.Cases[0]);

        await RevealAsync(page, dialogs, Words);
        page.WaitForAssertion(() => page.FindAll(".revealed").Should().NotBeEmpty());
        page.Markup.Should().Contain(tenant.Canary);

        seat.Clock.Advance(RevealRules.VisibleFor - TimeSpan.FromSeconds(1));
        page.Markup.Should().Contain(tenant.Canary);

        seat.Clock.Advance(TimeSpan.FromSeconds(2));
        page.WaitForAssertion(() => page.Markup.Should().NotContain(tenant.Canary));
        page.FindAll(".revealed").Should().BeEmpty();
    }

    [Fact]
    public async Task A_lost_connection_ends_every_reveal()
    {
        await using var world = new World(database);
        var (seat, tenant) = await SitAsync(world);
        await using var _ = seat;
        var (page, dialogs) = Open(seat, tenant.Cases[0]);
        await RevealAsync(page, dialogs, Words);
        page.WaitForAssertion(() => page.FindAll(".revealed").Should().NotBeEmpty());

        await seat.Services.GetRequiredService<RevealKeeper>().OnConnectionDownAsync(null!, CancellationToken.None);
        page.Render();

        page.Markup.Should().NotContain(tenant.Canary);
    }

    [Fact]
    public async Task F5_A_reason_that_is_none_reveals_nothing_and_stays_in_its_box()
    {
        await using var world = new World(database);
        var (seat, tenant) = await SitAsync(world);
        await using var _ = seat;
        var (page, dialogs) = Open(seat, tenant.Cases[0]);

        await RevealAsync(page, dialogs, "asdf");

        dialogs.Find(".ops-dialog .fault").TextContent.Should().Be(AccessRefusals.ReasonTooShort.Sentence);
        dialogs.Find(".ops-dialog textarea").GetAttribute("value").Should().Be("asdf");
        page.Markup.Should().NotContain(tenant.Canary);
    }

    [Fact]
    public async Task An_anonymous_report_says_that_no_identity_exists_and_offers_no_reveal()
    {
        await using var world = new World(database);
        var (seat, tenant) = await SitAsync(world);
        await using var _ = seat;

        var page = Open(seat, tenant.Cases[0]).Page;

        page.Markup.Should().Contain("No identity exists");
        page.FindAll("button").Select(b => b.TextContent).Should().NotContain(t => t.Contains("Reveal reporter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_without_the_right_is_offered_no_reveal()
    {
        await using var world = new World(database);
        var (seat, tenant) = await SitAsync(world, Role.SupportTier1);
        await using var _ = seat;

        var page = Open(seat, tenant.Cases[0]).Page;

        page.FindAll("button").Select(b => b.TextContent).Should().NotContain(t => t.Contains("Reveal", StringComparison.Ordinal));
    }

    private static async Task<(Seat Seat, SeededTenant Tenant)> SitAsync(World world, Role role = Role.SupportTier2)
    {
        var tenant = await Seed.TenantAsync(world, "Harbor & Vale Health", "Zanzibar" + Guid.CreateVersion7().ToString("N")[^6..]);
        var caller = await world.OperatorAsync(role);
        await world.EnterAsync(caller, tenant.Id);
        return (await Seat.TakeAsync(world, caller), tenant);
    }

    private static (IRenderedComponent<CasePage> Page, IRenderedComponent<MudDialogProvider> Dialogs) Open(Seat seat, Guid id)
    {
        var shown = seat.Show<CasePage>($"/workspace/cases/{id}", p => p.Add(c => c.Which, id.ToString()));
        shown.Page.WaitForElement(".timeline");
        return shown;
    }

    private static async Task RevealAsync(IRenderedComponent<CasePage> page, IRenderedComponent<MudDialogProvider> dialogs, string words)
    {
        // The click is over when its dialog is.
        var click = page.FindAll("button").First(b => b.TextContent.StartsWith("Reveal name", StringComparison.Ordinal)).ClickAsync(new());
        click.IsCompleted.Should().BeFalse();
        await dialogs.WaitForElement(".ops-dialog textarea").InputAsync(new() { Value = words });
        await dialogs.FindAll(".ops-dialog button").First(b => b.TextContent.StartsWith("Reveal for", StringComparison.Ordinal)).ClickAsync(new());
    }
}
