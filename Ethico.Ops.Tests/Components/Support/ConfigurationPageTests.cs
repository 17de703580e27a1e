using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Components.Pages.Support;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Components.Support;

public sealed class ConfigurationPageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Key = "intake.max_attachment_mb";
    private const string Why = "Raise the limit as agreed in the ticket.";

    [Fact]
    public async Task In_Read_there_is_no_form_and_the_panel_says_how_to_get_one()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world);

        var page = Open(seat);

        page.FindAll("#setting-value").Should().BeEmpty();
        page.Markup.Should().Contain("Step up to Write mode");
    }

    [Fact]
    public async Task Stepping_up_turns_the_open_panel_into_a_form_and_a_change_shows_its_way()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world);
        var page = Open(seat);
        (await page.InvokeAsync(() => seat.Workspace.StepUpAsync(Why, CancellationToken.None))).IsAllowed.Should().BeTrue();

        await page.WaitForElement("#setting-value").InputAsync(new() { Value = "75" });
        page.Find(".preview").TextContent.Should().Contain("50").And.Contain("75");
        await ChangeAsync(page);

        page.WaitForAssertion(() => page.Find(".note.good").TextContent.Should().Contain("50 → 75"));
        page.Find(".note.good a").GetAttribute("href").Should().Contain("action=ChangeTenantSetting").And.Contain("entity=" + Key);
        page.Find("tr.sel").TextContent.Should().Contain("75");
        seat.Drafts.All.Should().BeEmpty("what was saved is no draft any more");
    }

    [Fact]
    public async Task A_value_out_of_range_is_said_beside_the_field_while_it_is_typed()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world);
        var page = Open(seat);
        await page.InvokeAsync(() => seat.Workspace.StepUpAsync(Why, CancellationToken.None));

        await page.WaitForElement("#setting-value").InputAsync(new() { Value = "100000" });

        page.Find("#setting-fault").TextContent.Should().NotBeEmpty();
        page.Find("#setting-value").GetAttribute("aria-invalid").Should().Be("true");
        page.FindAll(".preview").Should().BeEmpty();
    }

    [Fact]
    public async Task C14_What_was_typed_outlives_a_refusal_and_the_end_of_the_session()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world);
        var page = Open(seat);
        await page.InvokeAsync(() => seat.Workspace.StepUpAsync(Why, CancellationToken.None));
        await page.WaitForElement("#setting-value").InputAsync(new() { Value = "75" });
        await seat.EndElsewhereAsync(database);

        await ChangeAsync(page);

        page.WaitForAssertion(() => seat.Workspace.Over.Should().NotBeNull());
        seat.Drafts.All.Should().ContainSingle().Which.Text.Should().Be("75");
    }

    [Fact]
    public async Task A_conflict_shows_the_new_value_and_keeps_what_was_typed()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world);
        var page = Open(seat);
        await page.InvokeAsync(() => seat.Workspace.StepUpAsync(Why, CancellationToken.None));
        await page.WaitForElement("#setting-value").InputAsync(new() { Value = "75" });
        await database.ExecuteAsync("update platform.settings set value = '60', changed_by_kind = 'CLIENT' where key = $1", Key);

        await ChangeAsync(page);

        page.WaitForAssertion(() => page.Find("#setting-fault").TextContent.Should().StartWith("The client changed this meanwhile"));
        page.Find("#setting-value").GetAttribute("value").Should().Be("75");
        page.WaitForAssertion(() => page.Find(".layer.on").TextContent.Should().Contain("60"));
    }

    [Fact]
    public async Task F14_A_secret_is_nowhere_on_the_page()
    {
        await using var world = new World(database);
        await using var seat = await SitAsync(world, out var canary);

        var page = Open(seat, "integrations.smtp_password");

        page.Markup.Should().NotContain(canary.Value);
        page.Find(".panel").TextContent.Should().Contain("A secret. It is never shown here, to anybody.").And.Contain("changed on");
    }

    [Fact]
    public async Task R4_A_value_typed_in_a_circuit_that_is_gone_stands_there_again_and_Discard_takes_it_back()
    {
        await using var world = new World(database);
        var tenant = await Seed.TenantAsync(world, "Harbor & Vale Health", "Zanzibar");
        var caller = await world.OperatorAsync(Role.SupportAdmin);
        await world.EnterAsync(caller, tenant.Id);
        await using (var gone = await Seat.TakeAsync(world, caller))
        {
            var left = Open(gone);
            await left.InvokeAsync(() => gone.Workspace.StepUpAsync(Why, CancellationToken.None));
            await left.WaitForElement("#setting-value").InputAsync(new() { Value = "75" });
        }

        await using var seat = await Seat.TakeAsync(world, caller);
        var page = Open(seat);
        page.WaitForAssertion(() => page.Find(".draft-line").TextContent.Should().Contain("Restored what you typed"));
        page.Find("#setting-value").GetAttribute("value").Should().Be("75");
        await page.Find(".draft-line .link").ClickAsync(new());

        page.WaitForAssertion(() => page.Find("#setting-value").GetAttribute("value").Should().Be("50"));
        seat.Drafts.All.Should().BeEmpty();
    }

    private static Task<Seat> SitAsync(World world) => SitAsync(world, out _);

    private static Task<Seat> SitAsync(World world, out Canary canary)
    {
        canary = new("Zanzibar" + Guid.CreateVersion7().ToString("N")[^6..]);
        return SitDownAsync(world, canary.Value);
    }

    private static async Task<Seat> SitDownAsync(World world, string canary)
    {
        var tenant = await Seed.TenantAsync(world, "Harbor & Vale Health", canary);
        var caller = await world.OperatorAsync(Role.SupportAdmin);
        await world.EnterAsync(caller, tenant.Id);
        return await Seat.TakeAsync(world, caller);
    }

    private static IRenderedComponent<ConfigurationPage> Open(Seat seat, string key = Key)
    {
        var page = seat.Show<ConfigurationPage>("/workspace/configuration?open=" + key).Page;
        page.WaitForElement(".panel");
        return page;
    }

    private static Task ChangeAsync(IRenderedComponent<ConfigurationPage> page) =>
        page.FindAll(".panel button").First(b => b.TextContent.StartsWith("Change it", StringComparison.Ordinal)).ClickAsync(new());

    private sealed record Canary(string Value);
}
