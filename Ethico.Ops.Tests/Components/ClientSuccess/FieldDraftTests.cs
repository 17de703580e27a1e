using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Seat = Ethico.Ops.Tests.Components.Support.Seat;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>quality.md R4, C12: what is chosen beside the words outlives the dialog, the circuit and the process as they do.</summary>
public sealed class FieldDraftTests
{
    [Fact]
    public async Task R4_C12_Band_score_and_day_of_an_override_stand_there_again_in_another_circuit_and_go_when_it_is_made()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var tenant = await desk.ClientAsync("Kestrel Avionics");
        var dialogs = await OpenAsync(desk.Seat, tenant.ToString(), "#override-ends");
        await dialogs.FindAll(".seg input")[0].ChangeAsync("on");
        await dialogs.Find("#override-score").InputAsync("38.5");
        await dialogs.Find("#override-ends").ChangeAsync("2026-07-03");
        // Two seconds later the process is gone: nothing is said to it before.
        desk.Seat.Clock.Advance(TimeSpan.FromSeconds(2));
        await KeptAsync(desk, 1);

        await using var later = await Seat.TakeAsync(desk.World, desk.Caller, Tests.Support.TestTemplate.DemoAnchor.AddMinutes(5));
        var again = await OpenAsync(later, tenant.ToString(), "#override-ends");

        await again.WaitForAssertionAsync(() => again.Markup.Should().Contain("Restored band, score and last day"));
        again.Find("#override-score").GetAttribute("value").Should().Be("38.5");
        again.Find("#override-ends").GetAttribute("value").Should().Be("2026-07-03");
        again.FindAll(".seg input")[0].HasAttribute("checked").Should().BeTrue();
        await again.Find("textarea").InputAsync("The sponsor left the company");
        await again.FindAll("button").Single(b => b.TextContent.StartsWith("Override as high", StringComparison.Ordinal)).ClickAsync(new());
        await again.WaitForAssertionAsync(() => again.FindAll(".mud-dialog").Should().BeEmpty());
        (await desk.Database.ValueAsync<string>("select band || ' ' || score || ' ' || expires_on from client_success.health_override where organization_id = $1 and state = 'ACTIVE'", tenant.Value))
            .Should().Be("HIGH 38.5 2026-07-03");
        await KeptAsync(desk, 0);
    }

    [Fact]
    public async Task R4_C12_Kind_time_and_outcome_of_an_engagement_stand_there_again()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var tenant = await desk.ClientAsync("Kestrel Avionics");
        var dialogs = await LogAsync(desk.Seat, tenant.ToString());
        await dialogs.Find("#eng-kind").ChangeAsync("ESCALATION");
        // As the framework's script hands on what a browser reads: with seconds.
        await dialogs.Find("#eng-at").ChangeAsync("2026-06-12T10:30:00");
        await dialogs.Find("#eng-minutes").InputAsync("45");
        await dialogs.Find("#eng-outcome").ChangeAsync("RISK");
        await dialogs.Find("#eng-follow").ChangeAsync("2026-06-25");
        desk.Seat.Clock.Advance(TimeSpan.FromSeconds(2));
        await KeptAsync(desk, 1);

        await using var later = await Seat.TakeAsync(desk.World, desk.Caller, Tests.Support.TestTemplate.DemoAnchor.AddMinutes(5));
        var again = await LogAsync(later, tenant.ToString());

        await again.WaitForAssertionAsync(() => again.Markup.Should().Contain("Restored kind, time and outcome"));
        again.Find("#eng-kind").GetAttribute("value").Should().Be("ESCALATION");
        again.Find("#eng-at").GetAttribute("value").Should().Be("2026-06-12T10:30:00");
        again.Find("#eng-minutes").GetAttribute("value").Should().Be("45");
        again.Find("#eng-outcome").GetAttribute("value").Should().Be("RISK");
        again.Find("#eng-follow").GetAttribute("value").Should().Be("2026-06-25");
    }

    [Fact]
    public async Task A_time_that_was_left_out_is_asked_for_at_its_field()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var dialogs = await LogAsync(desk.Seat, (await desk.ClientAsync("Kestrel Avionics")).ToString());
        await dialogs.Find("#eng-subject").InputAsync("Signed on paper");

        await dialogs.Find("#eng-at").ChangeAsync("");
        await dialogs.Find(".mud-dialog .btn.primary").ClickAsync(new());

        await dialogs.WaitForAssertionAsync(() => dialogs.Find("div:has(> #eng-at)").TextContent.Should().Contain("Say when it was."));
    }

    [Fact]
    public async Task R4_A_playbook_and_thresholds_half_typed_stand_there_again()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var page = desk.Seat.Show<AlertRulesPage>("/admin/alert-rules?open=BAND_HIGH").Page;
        await page.WaitForElementAsync(".playbook input");
        await page.Find(".playbook input").InputAsync("Read why the score fell, twice");
        await page.Find(".limits input").InputAsync("12");
        desk.Seat.Clock.Advance(TimeSpan.FromSeconds(2));
        await KeptAsync(desk, 2);

        await using var later = await Seat.TakeAsync(desk.World, desk.Caller, Tests.Support.TestTemplate.DemoAnchor.AddMinutes(5));
        var again = later.Show<AlertRulesPage>("/admin/alert-rules?open=BAND_HIGH").Page;
        await again.WaitForAssertionAsync(() => again.FindAll(".draft-line").Should().HaveCount(2));
        again.Find(".playbook input").GetAttribute("value").Should().Be("Read why the score fell, twice");
        again.Find(".limits input").GetAttribute("value").Should().Be("12");
        await again.FindAll("button").Single(b => b.TextContent == "Save playbook").ClickAsync(new());
        await again.FindAll("button").Single(b => b.TextContent == "Save thresholds").ClickAsync(new());
        await KeptAsync(desk, 0);
    }

    private static async Task<IRenderedComponent<MudBlazor.MudDialogProvider>> OpenAsync(Seat seat, string tenant, string field)
    {
        var (page, dialogs) = seat.Show<HealthPage>($"/clients/{tenant}", p => p.Add(h => h.Which, tenant));
        await page.WaitForElementAsync(".why .big");
        await page.InvokeAsync(() => page.FindAll(".head-actions button").Single(b => b.TextContent.Contains("Override", StringComparison.Ordinal)).Click());
        await dialogs.WaitForElementAsync(field);
        return dialogs;
    }

    private static async Task<IRenderedComponent<MudBlazor.MudDialogProvider>> LogAsync(Seat seat, string tenant)
    {
        var (page, dialogs) = seat.Show<Ethico.Ops.Portal.Components.Pages.ClientSuccess.TimelinePage>($"/clients/{tenant}/timeline", p => p.TryAdd("Which", tenant));
        await page.WaitForAssertionAsync(() => page.FindAll("button").Should().Contain(b => b.TextContent.Contains("Log engagement", StringComparison.Ordinal)));
        await page.InvokeAsync(() => page.FindAll("button").First(b => b.TextContent.Contains("Log engagement", StringComparison.Ordinal)).Click());
        await dialogs.WaitForElementAsync("#eng-kind");
        return dialogs;
    }

    // In the database; asked for until it is so.
    private static async Task KeptAsync(HealthDesk desk, long drafts)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await desk.Database.ValueAsync<long>("select count(*) from access.draft where operator_id = $1", desk.Caller.Id.Value) != drafts)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, late.Token);
    }
}
