using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

public sealed class TimelinePageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly DateOnly Today = ClientRows.Today;

    [Theory]
    [InlineData("Pacific/Honolulu")]
    [InlineData("Asia/Tokyo")]
    public async Task CS_23_What_is_of_a_day_stands_at_that_day_wherever_it_is_read(string zone)
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await world.AlertAsync(client, "NO_CONTACT", mine);
        await world.ScoredAsync(client, Today.AddDays(-2), 77.7m, "LOW");
        await world.ScoredAsync(client, Today.AddDays(-1), 64.0m, "MEDIUM");
        await database.ExecuteAsync("update client_success.client set renewal_on = $2, renewal_kind = 'AUTO' where organization_id = $1", client.Value, Today.AddDays(-12));
        await using var seat = await Seat.TakeAsync(world, mine);
        seat.Services.GetRequiredService<ViewerZone>().Set(zone);

        var page = seat.Go<TimelinePage>($"/clients/{client}/timeline?kind=ALERT,SCORE_CHANGE,RENEWAL", client.ToString());
        page.WaitForElement("ol.story li");

        // As the list of alerts, the chart and the list of renewals have them.
        page.FindAll("ol.story li").Select(li => (li.QuerySelector(".tag")!.TextContent, li.QuerySelector(".when")!.TextContent.Trim()))
            .Should().BeEquivalentTo([
                ("Alert", HealthWording.Day(Today.AddDays(-1))), ("Score change", HealthWording.Day(Today.AddDays(-1))), ("Renewal", HealthWording.Day(Today.AddDays(-12)))]);
    }

    [Fact]
    public async Task CS_23_An_alert_is_called_as_in_the_list_of_alerts_and_a_day_is_written_out()
    {
        await using var world = new World(database);
        var mine = await world.OperatorAsync(Role.ClientSuccess);
        var client = await world.ClientAsync(mine);
        await world.AlertAsync(client, "LOW_SEATS", mine);
        await world.AlertAsync(client, "KEY_USER_SILENT", mine);
        await database.ExecuteAsync(
            "insert into client_success.health_override (id, organization_id, band, reason, created_by, from_on, expires_on) values (gen_random_uuid(), $1, 'HIGH', 'Their sponsor has left', $2, $3, $4)",
            client.Value, mine.Id.Value, Today, Today.AddDays(3));
        await using var seat = await Seat.TakeAsync(world, mine);

        var page = seat.Go<TimelinePage>($"/clients/{client}/timeline?kind=ALERT,OVERRIDE", client.ToString());
        page.WaitForElement("ol.story li");

        page.FindAll("ol.story .row-link").Select(a => a.TextContent)
            .Should().BeEquivalentTo("Few seats used", "Key contact silent", $"Band overridden: high until {HealthWording.Day(Today.AddDays(3))}");
    }

    [Theory]
    [InlineData(Role.PlatformAdmin, "Calls, tickets, changes of the score and what other areas do for this client stand here as they happen.")]
    [InlineData(Role.SupportAdmin, "What the client’s success manager logs stands here, and what other areas do for this client.")]
    public async Task Nobody_is_told_to_log_who_may_not(Role role, string words)
    {
        await using var world = new World(database);
        var (lead, reader) = (await world.OperatorAsync(Role.ClientSuccess), await world.OperatorAsync(role));
        var client = await world.ClientAsync(lead);
        await database.ExecuteAsync("update client_success.client set live_at = null where organization_id = $1", client.Value);
        await using var seat = await Seat.TakeAsync(world, reader);

        var page = seat.Go<TimelinePage>($"/clients/{client}/timeline", client.ToString());
        page.WaitForAssertion(() => page.Markup.Should().Contain("Nothing logged yet"));

        page.Find(".grid-note p").TextContent.Should().Be(words);
    }
}
