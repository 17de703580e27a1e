using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>Two portals, each with listeners, caches and circuits of its own, on one database.</summary>
public sealed class TwoServersTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private readonly World _world = new(database);
    private TestPortal _one = null!;
    private TestPortal _two = null!;
    private TestPortal _deaf = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await TestPortal.StartAsync(database: database);
        _two = await TestPortal.StartAsync(database: database);
        _deaf = await TestPortal.StartAsync(database: database, services: DeafSignals.Install);
    }

    public async ValueTask DisposeAsync()
    {
        await _deaf.DisposeAsync();
        await _two.DisposeAsync();
        await _one.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task ACC_2_Two_operators_are_in_two_tenants_and_each_sees_only_theirs()
    {
        var harbor = await _world.TenantAsync("Harbor Side");
        var valley = await _world.TenantAsync("Valley View");
        await _world.AssignAsync(new(new(Crowd.IdOf("jun")), Ethico.Ops.Domain.Access.Role.ImplementationSpecialist, null, null, "test"), valley);
        using var ines = await _one.VisitAsync("ines");
        using var jun = await _two.VisitAsync("jun");
        await using var first = await ines.OpenAsync("/");
        await using var second = await jun.OpenAsync("/");

        await first.EnterAsync(harbor, "Harbor Side");
        await second.EnterAsync(valley, "Valley View");

        first.Page().Text.Should().Contain("Harbor Side").And.NotContain("Valley View");
        second.Page().Text.Should().Contain("Valley View").And.NotContain("Harbor Side");

        // The other's tenant in one's own address: the same answer as for one that does not exist, and an entry.
        await second.FollowAsync($"/enter?tenant={harbor}");
        await second.SeeTextAsync("Not found, or not yours.");
        second.Page().Text.Should().NotContain("Harbor Side");
        (await database.ValueAsync<long>(
            "select count(*) from access.audit_entry where actor_id = $1 and outcome = 'REFUSED' and organization_id = $2", Crowd.IdOf("jun").ToString(), harbor.Value))
            .Should().BeGreaterThan(0);
        await second.FollowAsync("/");
        await second.SeeOpenAsync("Valley View");
    }

    [Fact]
    public async Task ACC_3_A_session_ended_on_one_server_closes_on_the_other()
    {
        var tenant = await _world.TenantAsync("Two Windows");
        using var here = await _one.VisitAsync("tessa");
        using var there = await _two.VisitAsync("tessa");
        await using var left = await here.OpenAsync("/");
        await using var right = await there.OpenAsync("/");

        await left.EnterAsync(tenant, "Two Windows");
        await right.SeeOpenAsync("Two Windows");
        await left.PressAsync("End");

        await right.SeeClosedAsync();
        await right.SeeTextAsync("No tenant is open");
    }

    [Fact]
    public async Task ACC_3_A_session_an_administrator_ends_on_another_server_closes_and_says_who_did_it()
    {
        var tenant = await _world.TenantAsync("Ended From Afar");
        using var operatorsPlace = await _one.VisitAsync("omar");
        using var administratorsPlace = await _two.VisitAsync("margaret");
        await using var inside = await operatorsPlace.OpenAsync("/");
        await inside.EnterAsync(tenant, "Ended From Afar");
        await using var watching = await administratorsPlace.OpenAsync("/admin/sessions");

        await watching.ClickAndGoOnAsync(await watching.SeeAsync(
            page => page.All("button.danger").FirstOrDefault(button => button.TextContent.Contains("session of Omar", StringComparison.Ordinal)), "the session in the list"));
        await watching.TypeAsync("Why, in your own words", "Left open over lunch, ended by hand");
        await watching.PressAsync("End session");

        await inside.SeeClosedAsync();
        (await database.ValueAsync<string>(
            "select end_reason from access.session where organization_id = $1", tenant.Value)).Should().Be("FORCED_BY_ADMIN");
    }

    [Fact]
    public async Task ACC_3_With_signals_off_the_next_act_is_refused_and_the_refusal_is_an_entry()
    {
        var tenant = await _world.TenantAsync("Out Of Hearing");
        using var place = await _deaf.VisitAsync("david");
        await using var circuit = await place.OpenAsync("/");
        await circuit.EnterAsync(tenant, "Out Of Hearing");
        var session = await database.ValueAsync<Guid>("select id from access.session where organization_id = $1", tenant.Value);

        using var elsewhere = await _one.VisitAsync("david");
        await using var other = await elsewhere.OpenAsync("/");
        await other.SeeOpenAsync("Out Of Hearing");
        await other.PressAsync("End");
        await other.SeeClosedAsync();

        // The page has not heard of it and still shows the bar; what is done from it is refused.
        Hands.Bar(circuit).Should().Contain("Out Of Hearing");
        await circuit.PressAsync("Write…");
        await circuit.TypeAsync("What needs changing, and why", "Correct the reminder address");
        await circuit.PressAsync("Write for 30 minutes");

        await circuit.SeeClosedAsync();
        (await database.ValueAsync<string>("select mode from access.session where id = $1", session)).Should().Be("READ");
        (await _deaf.EntriesAsync("StepUpToWrite", "ALLOWED", "david")).Should().Be(0);
        (await _deaf.EntriesAsync("StepUpToWrite", "REFUSED", "david")).Should().Be(1);
    }
}
