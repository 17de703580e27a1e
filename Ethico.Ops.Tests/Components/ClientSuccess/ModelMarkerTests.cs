using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>client-success.md 3.1: a version that takes effect is marked on every chart of scores, from its day on; nobody takes its step for a client's.</summary>
public sealed class ModelMarkerTests
{
    [Fact]
    public async Task CS_7_A_version_in_force_is_marked_once_on_each_chart_of_scores_and_a_coming_one_on_none()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin, async (world, _) =>
        {
            await InForceAsync(world, 2, "2026-06-01");
            await ModelAsync(world, 3, "SCHEDULED", "2026-06-10");
        });
        var tenant = await desk.ClientAsync("Meridian Credit Union");

        var page = desk.Seat.Go<HealthPage>($"/clients/{tenant}", tenant.ToString());
        page.WaitForElement(".history .plot");
        var list = desk.Seat.Go<PortfolioPage>("/clients");
        list.WaitForElement("tbody .spark");

        page.FindAll(".history line.marker").Should().ContainSingle();
        page.FindAll(".history .mark-text").Select(m => m.TextContent).Should().Equal("model 2");
        page.FindAll(".twin tbody tr").Where(r => r.TextContent.Contains("model", StringComparison.Ordinal)).Should().ContainSingle()
            .Which.QuerySelector("th")!.TextContent.Should().Be("1 Jun 2026");
        page.Find(".history").TextContent.Should().Contain("Dashed: a change of model");
        var sparks = list.FindAll("tbody .spark");
        sparks.Should().HaveCountGreaterThan(20).And.OnlyContain(s => s.QuerySelectorAll("line.marker").Length == 1);
        // The last of the ninety days is the fourteenth.
        sparks.Should().OnlyContain(s => s.QuerySelector("line.marker")!.GetAttribute("x1") == "76" && s.GetAttribute("aria-label")!.EndsWith("; model 2 from 1 Jun", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CS_7_A_version_that_takes_effect_on_a_day_nothing_was_computed_on_stands_in_the_table_too()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin, async (world, _) =>
        {
            await InForceAsync(world, 2, "2026-06-01");
            await world.Database.ExecuteAsync("delete from client_success.health_snapshot where day = '2026-06-01'");
        });
        var tenant = await desk.ClientAsync("Meridian Credit Union");

        var page = desk.Seat.Go<HealthPage>($"/clients/{tenant}", tenant.ToString());
        page.WaitForElement(".history .plot");

        page.FindAll(".history line.marker").Should().ContainSingle();
        page.FindAll(".twin tbody tr").Select(r => $"{r.QuerySelector("th")!.TextContent}: {r.QuerySelector("td:last-child")!.TextContent}")
            .Where(r => r.Contains("model", StringComparison.Ordinal)).Should().Equal("1 Jun 2026: Nothing computed, model 2");
    }

    private static async Task InForceAsync(Tests.Support.World world, int version, string from)
    {
        await world.Database.ExecuteAsync("update client_success.health_model set state = 'SUPERSEDED' where state = 'ACTIVE'");
        await ModelAsync(world, version, "ACTIVE", from);
    }

    private static Task ModelAsync(Tests.Support.World world, int version, string state, string from) => world.Database.ExecuteAsync(
        $"""
        insert into client_success.health_model
        select (jsonb_populate_record(m, jsonb_build_object('version', {version}, 'state', '{state}', 'effective_from', '{from}'))).* from client_success.health_model m where version = 1
        """);
}
