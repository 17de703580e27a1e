using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>client-success.md 3.5: one override at a time. Whoever sets the second sees the first before it is replaced.</summary>
public sealed class OverrideDialogTests
{
    [Fact]
    public async Task The_second_override_is_told_of_the_first_keeps_what_was_typed_and_takes_its_place_only_when_asked_to()
    {
        await using var desk = await HealthDesk.OpenAsync(Role.PlatformAdmin);
        var (tenant, mia) = (await desk.ClientAsync("Kestrel Avionics"), await desk.World.OperatorAsync(Role.PlatformAdmin, "Mia Tran"));
        var (page, dialogs) = desk.Seat.Show<HealthPage>($"/clients/{tenant}", p => p.Add(h => h.Which, tenant.ToString()));
        await page.WaitForElementAsync(".why .big");
        var asked = page.FindAll(".head-actions button").Single(b => b.TextContent.Contains("Override", StringComparison.Ordinal)).ClickAsync(new());
        await dialogs.WaitForElementAsync("#override-score");
        await dialogs.FindAll(".seg input")[0].ChangeAsync("on");
        await dialogs.Find("#override-score").InputAsync("38.5");
        await dialogs.Find("textarea").InputAsync("The sponsor left the company");
        (await desk.World.Get<HealthOverrides>().SetAsync(mia, tenant, new(Band.Medium, null, "Renewal talks have stalled", new(2026, 7, 1)), CancellationToken.None)).Refusal.Should().BeNull();

        await dialogs.Find(".mud-dialog .btn.primary").ClickAsync(new());

        await dialogs.WaitForAssertionAsync(() => dialogs.Find(".note.bad").TextContent.Should().StartWith("Mia Tran changed this override meanwhile, on "));
        dialogs.Find("section.note").TextContent.Should().Contain("Medium risk").And.Contain("by Mia Tran, ends on 1 Jul 2026").And.Contain("Renewal talks have stalled");
        dialogs.Find("#override-score").GetAttribute("value").Should().Be("38.5");
        dialogs.Find("textarea").GetAttribute("value").Should().Be("The sponsor left the company");
        (await ActiveAsync()).Should().Be("MEDIUM Renewal talks have stalled");
        await dialogs.FindAll("button").Single(b => b.TextContent is "Set mine in its place").ClickAsync(new());
        await asked;
        (await ActiveAsync()).Should().Be("HIGH The sponsor left the company");
        (await desk.World.EntriesAsync("OverrideHealth", "REFUSED", desk.Caller)).Should().Be(1);

        Task<string?> ActiveAsync() =>
            desk.Database.ValueAsync<string?>("select band || ' ' || reason from client_success.health_override where organization_id = $1 and state = 'ACTIVE'", tenant.Value);
    }
}
