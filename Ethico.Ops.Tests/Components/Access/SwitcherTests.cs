using Bunit;
using Ethico.Ops.Domain.Access;
using FluentAssertions;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using Xunit;

namespace Ethico.Ops.Tests.Components.Access;

public sealed class SwitcherTests
{
    private const string Words = "Reminders are not sent since Friday.";

    [Fact]
    public async Task A_refusal_stands_beside_its_field_and_nothing_typed_is_lost()
    {
        await using var desk = new Desk();
        var dialogs = await desk.ShowDialogAsync(d => d.SwitchAsync(tenant: Desk.Harbor.Id));
        await TypeAsync(dialogs, ".ops-dialog textarea", Words);
        await dialogs.Find("#enter-ticket").ChangeAsync(new() { Value = "SUP-1" });
        desk.Sessions.Refuses = AccessRefusals.TicketOfAnother;

        await EnterAsync(dialogs);

        dialogs.Find("#enter-ticket-fault").TextContent.Should().Be(AccessRefusals.TicketOfAnother.Sentence);
        dialogs.Find(".ops-dialog textarea").GetAttribute("value").Should().Be(Words);
        dialogs.Find("#enter-ticket").GetAttribute("value").Should().Be("SUP-1");
        dialogs.Find(".opt.picked").TextContent.Should().Contain("Harbor & Vale Health");
    }

    [Fact]
    public async Task F5_A_short_reason_is_refused_in_words_and_leaves_an_entry()
    {
        await using var desk = new Desk();
        var dialogs = await desk.ShowDialogAsync(d => d.SwitchAsync(tenant: Desk.Harbor.Id));
        await TypeAsync(dialogs, ".ops-dialog textarea", "asdf");

        await EnterAsync(dialogs);

        dialogs.Find("textarea[aria-invalid=true]").Should().NotBeNull();
        dialogs.Markup.Should().Contain(AccessRefusals.ReasonTooShort.Sentence);
        desk.Sessions.Opened.Should().Be(0);
        desk.Trail.Entries.Should().Contain((AuditAction.SessionRefused, true));
    }

    [Fact]
    public async Task C3_Fifty_clicks_open_one_session()
    {
        await using var desk = new Desk();
        var dialogs = await desk.ShowDialogAsync(d => d.SwitchAsync(tenant: Desk.Harbor.Id));
        await TypeAsync(dialogs, ".ops-dialog textarea", Words);
        desk.Sessions.Gate = new TaskCompletionSource();

        var clicks = Enumerable.Range(0, 50).Select(_ => EnterAsync(dialogs)).ToList();
        desk.Sessions.Gate.SetResult();
        await Task.WhenAll(clicks);

        desk.Sessions.Opened.Should().Be(1);
    }

    [Fact]
    public async Task The_button_says_for_how_long_and_one_hour_is_the_default()
    {
        await using var desk = new Desk();
        var dialogs = await desk.ShowDialogAsync(d => d.SwitchAsync());
        dialogs.Find(".ops-dialog .btn.primary").TextContent.Should().Be("Enter for 1 hour");

        await dialogs.Find("input[name=enter-minutes][value='15']").ChangeAsync(new() { Value = "15" });

        dialogs.Find(".ops-dialog .btn.primary").TextContent.Should().Be("Enter for 15 minutes");
    }

    [Fact]
    public async Task A_suspended_tenant_is_shown_says_why_and_is_not_entered()
    {
        await using var desk = new Desk();
        var dialogs = await desk.ShowDialogAsync(d => d.SwitchAsync(tenant: Desk.Old.Id));

        dialogs.Find("button.opt[aria-disabled=true]").TextContent.Should().Contain("cannot be entered").And.Contain("Unpaid since spring");
        dialogs.Markup.Should().Contain(AccessRefusals.TenantClosed.Sentence);
    }

    [Fact]
    public async Task Typing_on_cancels_the_search_before()
    {
        await using var desk = new Desk();
        desk.Directory.Gate = new TaskCompletionSource();
        var dialogs = await desk.ShowDialogAsync(d => d.SwitchAsync());

        var first = dialogs.Find("input[type=search]").InputAsync(new() { Value = "harb" });
        desk.Clock.Advance(TimeSpan.FromMilliseconds(200));
        dialogs.WaitForAssertion(() => desk.Directory.Searched.Should().Equal("harb"));
        var second = dialogs.Find("input[type=search]").InputAsync(new() { Value = "old h" });
        desk.Clock.Advance(TimeSpan.FromMilliseconds(200));
        dialogs.WaitForAssertion(() => desk.Directory.Searched.Should().Equal("harb", "old h"));
        desk.Directory.Gate.SetResult();
        await Task.WhenAll(first, second);

        desk.Directory.Answered.Should().Equal("old h");
        dialogs.FindAll("button.opt").Should().ContainSingle().Which.TextContent.Should().Contain("Old Harbor Foods");
    }

    [Fact]
    public async Task Keys_in_quick_succession_are_one_search()
    {
        await using var desk = new Desk();
        var dialogs = await desk.ShowDialogAsync(d => d.SwitchAsync());

        var typed = new List<Task>();
        foreach (var soFar in new[] { "ha", "har", "harb" })
        {
            typed.Add(dialogs.Find("input[type=search]").InputAsync(new() { Value = soFar }));
            desk.Clock.Advance(TimeSpan.FromMilliseconds(50));
        }

        desk.Clock.Advance(TimeSpan.FromMilliseconds(200));
        await Task.WhenAll(typed);

        desk.Directory.Searched.Should().Equal("harb");
    }

    [Fact]
    public async Task C14_A_session_that_ends_under_a_dialog_refuses_the_step_up_and_keeps_its_text()
    {
        await using var desk = new Desk();
        var session = desk.Sessions.Seed();
        var dialogs = await desk.ShowDialogAsync(d => d.WriteAsync());
        await TypeAsync(dialogs, ".ops-dialog textarea", "Correct the digest hour.");
        desk.Sessions.EndElsewhere(session.Id, EndReason.IdleTimeout);

        await EnterAsync(dialogs);

        dialogs.Markup.Should().Contain(AccessRefusals.SessionOver.Sentence);
        dialogs.Find(".ops-dialog textarea").GetAttribute("value").Should().Be("Correct the digest hour.");
        desk.Workspace.Over!.Cause.Should().Be(EndReason.IdleTimeout);
    }

    [Fact]
    public async Task Extending_says_how_much_is_left()
    {
        await using var desk = new Desk();
        desk.Sessions.Seed(minutes: 220);

        var dialogs = await desk.ShowDialogAsync(d => d.ExtendAsync());

        dialogs.Markup.Should().Contain("Up to 20 minutes can still be added").And.Contain("Extend by 20 minutes");
    }

    private static Task TypeAsync(IRenderedComponent<MudDialogProvider> dialogs, string field, string text) =>
        dialogs.Find(field).InputAsync(new() { Value = text });

    private static Task EnterAsync(IRenderedComponent<MudDialogProvider> dialogs) => dialogs.Find(".ops-dialog .btn.primary").ClickAsync(new MouseEventArgs());
}
