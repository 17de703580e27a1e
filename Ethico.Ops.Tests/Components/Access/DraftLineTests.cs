using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using Ethico.Ops.Portal.Components.Shared;
using FluentAssertions;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Xunit;

namespace Ethico.Ops.Tests.Components.Access;

/// <summary>Unsaved work on the screen: kept, given back with a line, discarded, deleted on save, and asked about before it is left.</summary>
public sealed class DraftLineTests
{
    private static readonly DraftPlace Place = new("a-reason");

    [Fact]
    public async Task R4_Typing_is_in_the_database_within_two_seconds_though_it_goes_on_and_one_write_a_second_is_all()
    {
        await using var desk = new Desk();
        var box = Show(desk);

        for (var i = 1; i <= 20; i++)
        {
            await TypeAsync(box, new string('x', i));
            desk.Clock.Advance(TimeSpan.FromMilliseconds(150));
            if (i >= 14)
                desk.Kept.Rows[Place].Text.Length.Should().BeGreaterThanOrEqualTo(i - 13, "what is older than two seconds is never lost");
        }

        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        desk.Kept.Rows[Place].Text.Should().Be(new string('x', 20));
        desk.Kept.Writes.Should().BeLessThanOrEqualTo(4, "three seconds of typing are no more than one write each");
    }

    [Fact]
    public async Task Keeping_draws_nothing()
    {
        await using var desk = new Desk();
        var box = Show(desk);
        await TypeAsync(box, "Half a sentence");
        var line = box.FindComponent<DraftLine>();
        var before = line.RenderCount;

        desk.Clock.Advance(TimeSpan.FromSeconds(3));

        desk.Kept.Writes.Should().Be(1);
        line.RenderCount.Should().Be(before);
    }

    [Fact]
    public async Task On_return_the_text_stands_there_and_a_line_says_since_when()
    {
        await using var desk = new Desk();
        desk.Kept.Rows[Place] = new Draft("Half a sentence", 3, new(2026, 3, 2, 14, 2, 0, TimeSpan.Zero), null);

        var box = Show(desk);

        box.Find("textarea").GetAttribute("value").Should().Be("Half a sentence");
        box.Find(".draft-line").TextContent.Should().Contain("Restored what you typed at 14:02").And.Contain("Discard");
        desk.Kept.Writes.Should().Be(0, "what is there already is not written again");
    }

    [Fact]
    public async Task Of_another_day_the_line_names_the_day()
    {
        await using var desk = new Desk();
        desk.Kept.Rows[Place] = new Draft("Half a sentence", 3, new(2026, 2, 27, 9, 30, 0, TimeSpan.Zero), null);

        Show(desk).Find(".draft-line").TextContent.Should().Contain("on 27 February at 09:30");
    }

    [Fact]
    public async Task Discard_empties_the_field_and_the_database()
    {
        await using var desk = new Desk();
        desk.Kept.Rows[Place] = new Draft("Half a sentence", 3, new(2026, 3, 2, 14, 2, 0, TimeSpan.Zero), null);
        var box = Show(desk);

        await box.Find(".draft-line .link").ClickAsync(new());

        box.Find("textarea").GetAttribute("value").Should().BeEmpty();
        box.FindAll(".draft-line").Should().BeEmpty();
        desk.Kept.Rows.Should().BeEmpty();
        desk.Services.GetRequiredService<Drafts>().IsDirty.Should().BeFalse();
    }

    [Fact]
    public async Task What_was_saved_is_deleted_even_where_its_write_was_still_on_the_way()
    {
        await using var desk = new Desk();
        var box = Show(desk);
        await TypeAsync(box, "Half");
        desk.Clock.Advance(Drafts.Pause);
        await TypeAsync(box, "Half a sentence");

        await box.InvokeAsync(() => desk.Services.GetRequiredService<Drafts>().Forget(Place));
        desk.Clock.Advance(TimeSpan.FromSeconds(5));

        desk.Kept.Rows.Should().BeEmpty();
    }

    [Fact]
    public async Task Closing_the_circuit_sends_what_was_typed_last()
    {
        await using var desk = new Desk();
        var box = Show(desk);
        await TypeAsync(box, "Half a sentence");

        await desk.Services.GetRequiredService<Drafts>().DisposeAsync();

        desk.Kept.Rows[Place].Text.Should().Be("Half a sentence");
    }

    [Fact]
    public async Task A_text_typed_in_another_window_is_not_written_over_and_the_person_chooses()
    {
        await using var desk = new Desk();
        var box = Show(desk);
        desk.Kept.Rows[Place] = new Draft("From the other window", 5, new(2026, 3, 2, 14, 2, 0, TimeSpan.Zero), null);
        await TypeAsync(box, "From this window");
        desk.Clock.Advance(TimeSpan.FromSeconds(2));

        box.WaitForAssertion(() => box.Find(".draft-line.caution").TextContent.Should().Contain("another window").And.Contain("14:02"));
        desk.Kept.Rows[Place].Text.Should().Be("From the other window");
        await box.FindAll(".draft-line .link")[1].ClickAsync(new());
        desk.Clock.Advance(TimeSpan.FromSeconds(1));

        desk.Kept.Rows[Place].Text.Should().Be("From this window");
        box.Find("textarea").GetAttribute("value").Should().Be("From this window");
    }

    [Fact]
    public async Task While_the_database_is_away_the_line_says_so_and_the_text_is_sent_again()
    {
        await using var desk = new Desk();
        var box = Show(desk);
        desk.Kept.Refusal = AccessRefusals.DatabaseAway;
        await TypeAsync(box, "Half a sentence");
        desk.Clock.Advance(TimeSpan.FromSeconds(1));
        box.WaitForAssertion(() => box.Find(".draft-line.caution").TextContent.Should().Contain("not kept at the moment"));

        desk.Kept.Refusal = null;
        desk.Clock.Advance(TimeSpan.FromSeconds(5));

        box.WaitForAssertion(() => box.FindAll(".draft-line").Should().BeEmpty());
        desk.Kept.Rows[Place].Text.Should().Be("Half a sentence");
    }

    [Fact]
    public async Task A_draft_over_an_older_state_of_its_object_says_so()
    {
        await using var desk = new Desk();
        desk.Kept.Rows[Place] = new Draft("75", 3, new(2026, 3, 2, 14, 2, 0, TimeSpan.Zero), "4");

        var line = desk.Render<DraftLine>(p => p.Add(l => l.Place, Place).Add(l => l.Text, "60").Add(l => l.Standing, "60").Add(l => l.BasedOn, "5"));

        line.Find(".draft-line").TextContent.Should().Contain("what stands here was changed since");
    }

    [Fact]
    public async Task Leaving_asks_and_staying_stays()
    {
        await using var desk = new Desk();
        var (guard, dialogs, box) = await ShowGuardedAsync(desk, "/alerts");
        await TypeAsync(box, "Half a sentence");
        guard.WaitForAssertion(() => guard.FindComponent<NavigationLock>().Should().NotBeNull());

        var going = guard.InvokeAsync(() => desk.Navigation.NavigateTo("/clients"));
        dialogs.WaitForAssertion(() => dialogs.Markup.Should().Contain("Leave without saving?"));
        await Press(dialogs, "Stay");
        await going;
        new Uri(desk.Navigation.Uri).AbsolutePath.Should().Be("/alerts");
    }

    [Fact]
    public async Task Nobody_is_asked_about_what_was_saved_or_about_a_filter_of_the_same_page()
    {
        await using var desk = new Desk();
        var (guard, dialogs, box) = await ShowGuardedAsync(desk, "/alerts");
        await TypeAsync(box, "Half a sentence");

        await guard.InvokeAsync(() => desk.Navigation.NavigateTo("/alerts?sort=age"));
        new Uri(desk.Navigation.Uri).Query.Should().Be("?sort=age");
        await box.InvokeAsync(() => desk.Services.GetRequiredService<Drafts>().Forget(Place));
        guard.WaitForAssertion(() => guard.FindComponents<NavigationLock>().Should().BeEmpty());
        await guard.InvokeAsync(() => desk.Navigation.NavigateTo("/clients"));

        new Uri(desk.Navigation.Uri).AbsolutePath.Should().Be("/clients");
        dialogs.Markup.Should().NotContain("Leave without saving?");
    }

    [Fact]
    public async Task What_was_typed_into_a_session_that_is_over_holds_nobody_back()
    {
        await using var desk = new Desk();
        var tenant = new OrganizationId(Guid.Parse("018f0000-0000-7000-8000-00000000abcd"));
        var (guard, dialogs, box) = await ShowGuardedAsync(desk, "/workspace", Place with { Tenant = tenant });
        await TypeAsync(box, "Half a sentence");

        await guard.InvokeAsync(() => desk.Navigation.NavigateTo("/clients"));

        new Uri(desk.Navigation.Uri).AbsolutePath.Should().Be("/clients");
        dialogs.Markup.Should().NotContain("Leave without saving?");
    }

    private static IRenderedComponent<ReasonBox> Show(Desk desk, DraftPlace? place = null)
    {
        var typed = "";
        IRenderedComponent<ReasonBox>? box = null;
        box = desk.Render<ReasonBox>(p => p.Add(b => b.Value, typed).Add(b => b.ValueChanged, text => typed = text).Add(b => b.DraftKey, place ?? Place));
        return box;
    }

    private static async Task<(IRenderedComponent<LeaveGuard> Guard, IRenderedComponent<MudDialogProvider> Dialogs, IRenderedComponent<ReasonBox> Box)> ShowGuardedAsync(
        Desk desk, string address, DraftPlace? place = null)
    {
        await desk.Workspace.BeginAsync(work => work(), CancellationToken.None);
        desk.Navigation.NavigateTo(address);
        desk.Render<MudPopoverProvider>();
        var dialogs = desk.Render<MudDialogProvider>();
        return (desk.Render<LeaveGuard>(), dialogs, Show(desk, place));
    }

    private static Task TypeAsync(IRenderedComponent<ReasonBox> box, string text) => box.Find("textarea").InputAsync(new() { Value = text });

    private static Task Press(IRenderedComponent<MudDialogProvider> dialogs, string words) =>
        dialogs.FindAll("button").Single(b => b.TextContent.Trim() == words).ClickAsync(new());
}
