using Bunit;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using FluentAssertions;
using Microsoft.AspNetCore.Components;
using Xunit;
using TimelinePage = Ethico.Ops.Portal.Components.Pages.ClientSuccess.TimelinePage;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>CS-27: each empty state of client-success.md 4.11 is what somebody of the demo comes to, in the words of that table.</summary>
public sealed class DemoEmptyStateTests
{
    [Theory]
    [InlineData("nadia", "/clients", "No clients are assigned to you yet", "A platform administrator assigns them")]
    [InlineData("lucia", "/renewals", "No renewal in 120 days", "No contract in your scope ends soon")]
    [InlineData("nadia", "/alerts", "Nothing to do", "Nothing is yours")]
    [InlineData("nadia", "/alerts?view=book", "Nothing to do", "No client in your scope asks for anything")]
    [InlineData("nadia", "/alerts?list=tasks", "Nothing to do", "Nothing is yours")]
    [InlineData("nadia", "/adoption", "No clients are assigned to you yet", "A platform administrator assigns them")]
    public async Task CS_27_A_list_that_is_empty_says_so_to_somebody_of_the_demo(string subject, string address, string sentence, string beside)
    {
        await using var desk = await HealthDesk.OfAsync(subject);

        var found = address.Split('?')[0] switch
        {
            "/clients" => Note<PortfolioPage>(desk, address), "/renewals" => Note<RenewalsPage>(desk, address), "/adoption" => Note<AdoptionMatrixPage>(desk, address),
            _ => Note<AlertsPage>(desk, address),
        };

        found.Title.Should().Be(sentence);
        found.Text.Should().Contain(beside);
    }

    [Theory]
    [InlineData("Redwater Shipping", "/usage", "No counted activity in this range", "Nobody of this client signed in")]
    [InlineData("Saltmarsh Energy", "/adoption", "No feature is entitled: check the contract data", "the contract names it")]
    [InlineData("Foxglove Cosmetics", "/timeline", "Nothing logged yet: log the first engagement", "stand here as they happen")]
    public async Task CS_27_A_page_of_one_client_that_is_empty_says_so_in_the_demo(string name, string part, string sentence, string beside)
    {
        await using var desk = await HealthDesk.OfAsync("viktor");
        var client = (await desk.ClientAsync(name)).ToString();
        var address = $"/clients/{client}{part}";

        var found = part switch { "/usage" => Note<UsagePage>(desk, address, client), "/adoption" => Note<AdoptionPage>(desk, address, client), _ => Note<TimelinePage>(desk, address, client) };

        found.Title.Should().Be(sentence);
        found.Text.Should().Contain(beside);
    }

    [Fact]
    public async Task CS_27_Before_the_first_night_a_client_is_told_when_its_first_score_comes()
    {
        await using var desk = await HealthDesk.OfAsync("caleb", isBeforeTheNight: true);
        var client = (await desk.ClientAsync("Meridian Credit Union")).ToString();

        Note<HealthPage>(desk, $"/clients/{client}", client).Title.Should().Be($"First score after tonight's run (02:00, {desk.World.Get<NightCalendar>().Zone})");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CS_27_Before_its_go_live_a_client_is_not_live_yet_whether_a_night_came_by_or_not(bool isBeforeTheNight)
    {
        await using var desk = await HealthDesk.OfAsync("viktor", isBeforeTheNight);
        var client = (await desk.ClientAsync("Foxglove Cosmetics")).ToString();

        var page = Settled<HealthPage>(desk, $"/clients/{client}", client);

        page.FindAll("h2").Select(h => h.TextContent.Trim()).Should().Contain("Not live yet");
        page.Markup.Should().Contain("its implementation project leads there");
    }

    [Fact]
    public async Task CS_27_A_part_that_could_not_be_measured_has_no_slider_and_says_why()
    {
        await using var desk = await HealthDesk.OfAsync("viktor");
        var client = (await desk.ClientAsync("Bluestone Insurance")).ToString();

        var page = Settled<HealthPage>(desk, $"/clients/{client}", client);

        page.FindAll(".what-if input[type=range]").Should().HaveCount(4);
        page.FindAll(".what-if .slider").Single(s => s.QuerySelector("input") is null).TextContent.Should().Contain("Adoption").And.Contain("Not measured: no feature has been entitled for 30 days.");
    }

    private static (string Title, string Text) Note<TPage>(HealthDesk desk, string address, string? which = null)
        where TPage : IComponent
    {
        var note = Settled<TPage>(desk, address, which).Find(".grid-note");
        return (note.QuerySelector("h2")!.TextContent, note.QuerySelector("p")!.TextContent);
    }

    private static IRenderedComponent<TPage> Settled<TPage>(HealthDesk desk, string address, string? which = null)
        where TPage : IComponent
    {
        var page = desk.Seat.Go<TPage>(address, which);
        page.WaitForAssertion(() => page.FindAll("[aria-busy=true]").Should().BeEmpty());
        return page;
    }
}
