using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class AlertRulesPageTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Fact]
    public async Task CS_22_A_threshold_is_checked_as_it_is_typed_and_saved_as_a_new_version()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        await using var seat = await Seat.TakeAsync(world, admin);
        var page = seat.Show<AlertRulesPage>("/admin/alert-rules").Page;
        page.WaitForElement(".limits input");

        await Limit(page, "Days without engagement").InputAsync("0");
        page.Find(".fault").TextContent.Should().Be("Days without engagement: between 1 and 365, whole.");
        Button(page, "Save thresholds").HasAttribute("disabled").Should().BeTrue();
        await Limit(page, "Days without engagement").InputAsync("45");
        await Button(page, "Save thresholds").ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().Contain("Version 2"));

        (await world.Get<HealthModelBook>().ThresholdsAsync(admin, Ct)).Value.Should().Be(new AlertThresholds(2) { NoContactDays = 45 });
        (await database.ValueAsync<long>("select count(*) from client_success.alert_threshold")).Should().Be(2);
        (await world.EntriesAsync("ChangeAlertThreshold", "ALLOWED", admin)).Should().Be(1);
    }

    [Fact]
    public async Task CS_22_Thresholds_that_somebody_changed_meanwhile_are_not_saved_over_and_what_was_typed_stays()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        await using var seat = await Seat.TakeAsync(world, admin);
        var page = seat.Show<AlertRulesPage>("/admin/alert-rules").Page;
        page.WaitForElement(".limits input");
        (await world.Get<HealthModelBook>().ChangeThresholdsAsync(admin, new AlertThresholds(1) { ScoreDrop = 12m }, Ct)).IsAllowed.Should().BeTrue();

        await Limit(page, "Days left").InputAsync("9");
        await Button(page, "Save thresholds").ClickAsync(new());

        page.WaitForAssertion(() => page.Find(".note.bad").TextContent.Should().Contain("changed this threshold meanwhile"));
        Limit(page, "Days left").GetAttribute("value").Should().Be("9");
        (await world.Get<HealthModelBook>().ThresholdsAsync(admin, Ct)).Value.OverrideEndsDays.Should().Be(7);
    }

    [Fact]
    public async Task CS_22_A_playbook_is_written_on_its_panel_and_a_second_save_over_it_is_refused_with_the_text_kept()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        await using var seat = await Seat.TakeAsync(world, admin);
        var page = seat.Show<AlertRulesPage>("/admin/alert-rules?open=LOW_SEATS").Page;
        page.WaitForElement("aside.panel");
        await Button(page, "Add a task").ClickAsync(new());
        await page.Find(".playbook input.input").InputAsync("Offer a training");
        await page.Find("aside.panel input[type=checkbox]").ChangeAsync(true);
        var stale = (await world.Get<Playbooks>().ListAsync(admin, Ct)).Value.Single(b => b.Rule is AlertRule.LowSeats);

        await Button(page, "Save playbook").ClickAsync(new());
        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().Contain("few seats used"));

        var kept = (await world.Get<Playbooks>().ListAsync(admin, Ct)).Value.Single(b => b.Rule is AlertRule.LowSeats);
        kept.Steps.Should().Equal(new PlaybookStep("Offer a training", 1, null));
        kept.IsActive.Should().BeTrue();
        (await world.EntriesAsync("EditPlaybook", "ALLOWED", admin)).Should().Be(1);
        // Somebody else now; then this page's second thought over the version it saw.
        (await world.Get<Playbooks>().SaveAsync(admin, kept with { Steps = [new("Call them", 2, Role.PlatformAdmin)] }, Ct)).IsAllowed.Should().BeTrue();
        (await world.Get<Playbooks>().SaveAsync(admin, stale with { Steps = [new("Stale", 2, null)] }, Ct)).Refusal!.Code.Should().Be("conflict");
        await page.Find(".playbook input.input").InputAsync("Offer two trainings");
        await Button(page, "Save playbook").ClickAsync(new());
        page.WaitForAssertion(() => page.Find("aside.panel .note.bad").TextContent.Should().Contain("changed this playbook meanwhile"));
        page.Find(".playbook input.input").GetAttribute("value").Should().Be("Offer two trainings");
    }

    [Fact]
    public async Task CS_22_Nobody_but_an_administrator_reads_or_writes_the_rules()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var lead = await world.OperatorAsync(Role.ClientSuccess);
        await using var seat = await Seat.TakeAsync(world, lead);

        var page = seat.Show<AlertRulesPage>("/admin/alert-rules").Page;
        page.WaitForAssertion(() => page.Markup.Should().Contain(AccessRefusals.NotAllowed.Sentence));

        (await world.Get<Playbooks>().SaveAsync(lead, new(AlertRule.Quiet, true, 0, [new("x", 1, null)]), Ct)).Refusal.Should().Be(AccessRefusals.NotAllowed);
    }

    private static AngleSharp.Dom.IElement Limit(IRenderedComponent<AlertRulesPage> page, string title) =>
        page.FindAll(".limits label").Single(l => l.TextContent.Contains(title, StringComparison.Ordinal)).QuerySelector("input")!;

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<AlertRulesPage> page, string text) =>
        page.FindAll("button").Single(b => string.Equals(b.TextContent.Trim(), text, StringComparison.Ordinal));
}
