using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Components.Access;

public sealed class ShellTests
{
    [Fact]
    public async Task P16_ACC9_Ten_idle_minutes_with_an_open_session_draw_nothing_and_ask_nothing()
    {
        await using var desk = new Desk();
        desk.Sessions.Seed(minutes: 60);
        var shell = desk.ShowShell("/workspace");
        var (drawn, bar, asked) = (shell.RenderCount, shell.FindComponent<TenantBar>().RenderCount, desk.Sessions.Asked);
        var clock = shell.FindComponent<Countdown>().RenderCount;

        for (var second = 0; second < 600; second++)
            desk.Clock.Advance(TimeSpan.FromSeconds(1));

        shell.RenderCount.Should().Be(drawn);
        shell.FindComponent<TenantBar>().RenderCount.Should().Be(bar);
        shell.FindComponent<Countdown>().RenderCount.Should().Be(clock);
        desk.Sessions.Asked.Should().Be(asked);
    }

    [Fact]
    public async Task The_browser_is_told_the_end_and_the_servers_clock_not_the_time_left()
    {
        await using var desk = new Desk();
        var session = desk.Sessions.Seed(minutes: 20);
        desk.JSInterop.Mode = JSRuntimeMode.Loose;
        var module = desk.JSInterop.SetupModule("./js/countdown.js");
        module.Mode = JSRuntimeMode.Loose;

        desk.ShowShell();

        var start = module.Invocations["start"].Should().ContainSingle().Subject;
        start.Arguments.Skip(3).Should().Equal(session.ExpiresAt.ToUnixTimeMilliseconds(), desk.Clock.GetUtcNow().ToUnixTimeMilliseconds());
    }

    [Fact]
    public async Task Without_a_session_the_bar_says_so_and_offers_the_switcher()
    {
        await using var desk = new Desk();

        var shell = desk.ShowShell();

        shell.Find(".tenant").TextContent.Should().Contain("No tenant open").And.Contain("Switch");
        shell.Find(".frame").ClassList.Should().NotContain(["read", "write"]);
    }

    [Theory]
    [InlineData(SessionMode.Read, "Read", "read", "ends 13:00")]
    [InlineData(SessionMode.Write, "Write", "write", "back to Read in")]
    public async Task The_frame_is_never_told_by_colour_alone(SessionMode mode, string word, string colour, string until)
    {
        await using var desk = new Desk();
        desk.Sessions.Seed(mode: mode);

        var shell = desk.ShowShell();

        shell.Find(".frame").ClassList.Should().Contain(colour);
        var pill = shell.Find(".mode");
        pill.TextContent.Trim().Should().Be(word);
        pill.QuerySelectorAll("svg").Should().ContainSingle();
        shell.Find(".tenant").TextContent.Should().Contain("Harbor & Vale Health").And.Contain("SUP-48213").And.Contain(until);
    }

    [Fact]
    public async Task A_role_that_never_writes_is_offered_no_Write_mode()
    {
        await using var desk = new Desk(Role.SupportTier1);
        desk.Sessions.Seed();

        desk.ShowShell().Find(".tenant").TextContent.Should().NotContain("Write");
    }

    [Fact]
    public async Task At_zero_the_page_closes_by_itself_and_says_why()
    {
        await using var desk = new Desk();
        desk.Sessions.Seed(minutes: 15);
        var shell = desk.ShowShell("/workspace/cases");
        shell.Markup.Should().Contain("rows of the tenant");

        desk.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(2));

        shell.WaitForAssertion(() => shell.Find("h1").TextContent.Should().Be("Session over"));
        shell.Markup.Should().Contain("Its time was up").And.Contain("Reminders are not sent since Friday.").And.NotContain("rows of the tenant");
    }

    [Fact]
    public async Task Write_mode_falls_back_to_Read_by_itself_and_the_page_stays()
    {
        await using var desk = new Desk();
        desk.Sessions.Seed(minutes: 60, mode: SessionMode.Write);
        var shell = desk.ShowShell("/workspace");

        desk.Clock.Advance(TimeSpan.FromMinutes(30) + TimeSpan.FromSeconds(2));

        shell.WaitForAssertion(() => shell.Find(".mode").TextContent.Trim().Should().Be("Read"));
        shell.Markup.Should().Contain("rows of the tenant");
    }

    [Fact]
    public async Task C15_Switching_in_another_window_closes_the_tenant_pages_here_and_never_turns_them_to_the_other_tenant()
    {
        await using var desk = new Desk();
        var first = desk.Sessions.Seed();
        var shell = desk.ShowShell("/workspace");
        desk.Services.GetRequiredService<Drafts>().Keep(new("note"), "Note", "half a sentence");

        desk.Sessions.EndElsewhere(first.Id, EndReason.Switched);
        var second = desk.Sessions.Seed(tenant: "Northwind Insurance");
        await shell.InvokeAsync(() => desk.Signals.SendAsync(new Signal(SignalKind.SessionEnded, first.Id, Desk.Me)));
        await shell.InvokeAsync(() => desk.Signals.SendAsync(new Signal(SignalKind.SessionOpened, second.Id, Desk.Me)));

        shell.Find("h1").TextContent.Should().Be("Session over");
        shell.Markup.Should().Contain("You switched to another tenant").And.Contain("half a sentence").And.NotContain("rows of the tenant");
        (await desk.Workspace.KeyAsync()).Should().BeNull("an act sent from here must carry no other tenant's key");
    }

    [Fact]
    public async Task ACC3_An_administrators_end_is_shown_with_its_cause_and_one_button_starts_again()
    {
        await using var desk = new Desk();
        var session = desk.Sessions.Seed();
        var shell = desk.ShowShell("/workspace");

        desk.Sessions.EndElsewhere(session.Id, EndReason.ForcedByAdmin);
        await shell.InvokeAsync(() => desk.Signals.SendAsync(new Signal(SignalKind.SessionEnded, session.Id, Desk.Me)));
        shell.Markup.Should().Contain("An administrator ended it");
        await shell.Find(".over .btn.primary").ClickAsync(new());

        shell.WaitForElement(".ops-dialog textarea").GetAttribute("value").Should().Be("Reminders are not sent since Friday.");
        shell.Find("#enter-ticket").GetAttribute("value").Should().Be("SUP-48213");
    }

    [Fact]
    public async Task C16_A_window_that_wakes_knows_only_an_id_and_asks_what_became_of_it()
    {
        await using var desk = new Desk();
        var session = desk.Sessions.Seed(minutes: 15);
        desk.Workspace.Held = session.Id.Value;
        desk.Clock.Advance(TimeSpan.FromHours(5));

        var shell = desk.ShowShell("/workspace");

        shell.Find("h1").TextContent.Should().Be("Session over");
        shell.Markup.Should().NotContain("rows of the tenant");
        (await desk.Workspace.KeyAsync()).Should().BeNull();
    }

    [Fact]
    public async Task Ending_goes_back_to_where_the_person_was_before_entering()
    {
        await using var desk = new Desk();
        desk.Sessions.Seed(returnTo: "/admin/operators");
        var shell = desk.ShowShell("/workspace");

        await shell.FindAll(".tenant .btn").Single(b => b.TextContent is "End").ClickAsync(new());

        desk.Navigation.Uri.Should().EndWith("/admin/operators");
        shell.Find(".tenant").TextContent.Should().Contain("No tenant open");
    }

    [Fact]
    public async Task A_tenant_page_without_a_session_asks_to_enter_first()
    {
        await using var desk = new Desk();

        var shell = desk.ShowShell("/workspace/users");

        shell.Markup.Should().Contain("Enter a tenant first").And.NotContain("rows of the tenant");
    }

    [Fact]
    public async Task Admin_is_offered_where_the_role_has_something_in_it_and_only_that()
    {
        await using var desk = new Desk(Role.SupportAdmin);

        var places = desk.ShowShell().FindAll(".fold a").Select(a => a.TextContent).ToList();

        places.Should().Contain("Live sessions").And.NotContain("Operators");
    }
}
