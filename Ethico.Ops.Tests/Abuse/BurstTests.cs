using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>Fifty events before the first redraw: the framework delivers them all, one takes effect (quality.md C3).</summary>
public sealed class BurstTests(TestPortal portal) : IClassFixture<TestPortal>, IAsyncDisposable
{
    private const string Click = """{"detail":1,"button":0,"type":"click"}""";
    private readonly World _world = new(portal.Database);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task C3_Fifty_clicks_on_Enter_open_one_session()
    {
        var tenant = await _world.TenantAsync("Burst Mills");
        using var visitor = await portal.VisitAsync("ines");
        await using var circuit = await visitor.OpenAsync("/");
        var enter = await circuit.FillSwitcherAsync(tenant);

        await circuit.BurstAsync(Hands.ClickHandler(enter), "click", Click, times: 50);

        await circuit.SeeOpenAsync("Burst Mills");
        (await portal.EntriesAsync("OpenSession", "ALLOWED", "ines")).Should().Be(1);
        (await portal.Database.ValueAsync<long>("select count(*) from access.session where operator_id = $1", Crowd.IdOf("ines"))).Should().Be(1);
    }

    [Fact]
    public async Task C3_Fifty_clicks_on_End_end_it_once()
    {
        var tenant = await _world.TenantAsync("Twice Ended Ltd");
        using var visitor = await portal.VisitAsync("david");
        await using var circuit = await visitor.OpenAsync("/");
        await circuit.EnterAsync(tenant, "Twice Ended Ltd");
        var end = await circuit.SeeAsync(page => page.Button("End"), "the End button");

        await circuit.BurstAsync(Hands.ClickHandler(end), "click", Click, times: 50);

        await circuit.SeeClosedAsync();
        circuit.IsOpen.Should().BeTrue();
        (await portal.EntriesAsync("EndSession", "ALLOWED", "david")).Should().Be(1);
    }

    [Fact]
    public async Task C3_Fifty_clicks_on_Pin_leave_one_pin()
    {
        var tenant = await _world.TenantAsync("Pinned Works");
        using var visitor = await portal.VisitAsync("priya");
        await using var circuit = await visitor.OpenAsync("/");
        await circuit.FillSwitcherAsync(tenant);
        var pin = await circuit.SeeAsync(page => page.Button("Pin Pinned Works"), "the pin");

        await circuit.BurstAsync(Hands.ClickHandler(pin), "click", Click, times: 50);

        await circuit.SeeAsync(page => page.Find("button.icon-btn.on"), "the pin set");
        (await portal.Database.ValueAsync<long>("select count(*) from access.pinned_tenant where operator_id = $1", Crowd.IdOf("priya"))).Should().Be(1);
    }

    [Theory]
    [InlineData("""{"value":"999"}""")]
    [InlineData("""{"value":"PLATFORM_ADMIN","role":"PLATFORM_ADMIN","TenantId":"00000000-0000-0000-0000-000000000001"}""")]
    [InlineData("""{"value":{"category":"Other"}}""")]
    [InlineData("""{"value":null}""")]
    public async Task F15_A_forged_value_of_a_bound_field_enters_nothing_that_is_not_offered(string forged)
    {
        var tenant = await _world.TenantAsync("Forged Fields");
        using var visitor = await portal.VisitAsync("margaret");
        await using var circuit = await visitor.OpenAsync("/");
        await circuit.FillSwitcherAsync(tenant);
        var category = await circuit.SeeAsync(page => page.Find("#enter-category"), "the category");
        var before = await portal.Database.ValueAsync<long>("select count(*) from access.session where operator_id = $1", Crowd.IdOf("margaret"));

        await Crowd.TryAsync(() => circuit.DispatchAsync(ulong.Parse(category.GetAttribute("data-on-change")!, System.Globalization.CultureInfo.InvariantCulture), "change", forged));

        // The person goes on as if nothing was: what was forged is not what is entered.
        circuit.IsOpen.Should().BeTrue("a value nobody offered is refused, not a fault that takes the page down");
        await circuit.ClickAsync(await circuit.SeeAsync(Hands.EnterButton, "the button that enters"));
        await circuit.SeeOpenAsync("Forged Fields");
        (await portal.Database.ValueAsync<long>("select count(*) from access.session where operator_id = $1", Crowd.IdOf("margaret"))).Should().Be(before + 1);
        (await portal.Database.ValueAsync<string>(
            "select category from access.session where operator_id = $1 and ended_at is null", Crowd.IdOf("margaret"))).Should().Be("SUPPORT_TICKET");
        (await portal.Database.ValueAsync<Guid>(
            "select organization_id from access.session where operator_id = $1 and ended_at is null", Crowd.IdOf("margaret"))).Should().Be(tenant.Value);
    }
}
