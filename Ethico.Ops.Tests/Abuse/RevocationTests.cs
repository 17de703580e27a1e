using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>Rights that end while their circuit lives (quality.md C1, C13, S4).</summary>
public sealed class RevocationTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncLifetime
{
    private const int Trials = 8;
    private readonly World _world = new(database);
    private TestPortal _portal = null!;
    private TestPortal _deaf = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await TestPortal.StartAsync(database: database);
        _deaf = await TestPortal.StartAsync(database: database, services: DeafSignals.Install);
    }

    public async ValueTask DisposeAsync()
    {
        await _deaf.DisposeAsync();
        await _portal.DisposeAsync();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task C1_A_button_that_outlived_its_right_does_nothing_and_the_attempt_is_an_entry()
    {
        var tenant = await _world.TenantAsync("Kept Open");
        using var inside = await _portal.VisitAsync("ines");
        await using var victim = await inside.OpenAsync("/");
        await victim.EnterAsync(tenant, "Kept Open");

        // An administrator's page with the button on it; then the right is gone, and nothing tells the page.
        using var place = await _deaf.VisitAsync("margaret");
        await using var circuit = await place.OpenAsync("/admin/sessions");
        var end = await circuit.SeeAsync(
            page => page.All("button.danger").FirstOrDefault(button => button.TextContent.Contains("session of In", StringComparison.Ordinal)), "the session in the list");
        await circuit.ClickAndGoOnAsync(end);
        await circuit.TypeAsync("Why, in your own words", "Trying what is not mine any more");
        var go = await circuit.SeeAsync(page => page.Button("End session"), "the button of the dialog");
        await database.ExecuteAsync("update access.operator set role = 'SUPPORT_TIER_1' where id = $1", Crowd.IdOf("margaret"));

        await Crowd.TryAsync(() => circuit.ClickAsync(go));

        (await database.ValueAsync<bool>("select ended_at is null from access.session where organization_id = $1", tenant.Value)).Should().BeTrue();
        (await _deaf.EntriesAsync("EndSession", "ALLOWED", "margaret")).Should().Be(0);
        (await database.ValueAsync<long>(
            "select count(*) from access.audit_entry where actor_id = $1 and outcome = 'REFUSED'", Crowd.IdOf("margaret").ToString())).Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task C13_S4_A_changed_role_ends_the_circuit_and_the_session_every_time()
    {
        var tenant = await _world.TenantAsync("Revoked Again");
        for (var trial = 0; trial < Trials; trial++)
        {
            await database.ExecuteAsync("update access.operator set role = 'SUPPORT_TIER_2' where id = $1", Crowd.IdOf("david"));
            using var place = await _portal.VisitAsync("david");
            await using var circuit = await place.OpenAsync("/");
            await circuit.EnterAsync(tenant, "Revoked Again");
            var write = await circuit.SeeAsync(page => page.Button("Write…"), "the button");

            await database.ExecuteAsync("update access.operator set role = 'HOTLINE_OPERATOR' where id = $1", Crowd.IdOf("david"));

            await Task.WhenAny(circuit.Closed, circuit.UntilAsync(() => circuit.LeftFor is not null, "the way to the sign-in page"));
            await circuit.Closed.WaitAsync(Circuit.Patience);
            await Crowd.TryAsync(() => circuit.ClickAsync(write));
            (await database.ValueAsync<long>("select count(*) from access.session where operator_id = $1 and ended_at is null", Crowd.IdOf("david"))).Should().Be(0);
        }

        (await database.ValueAsync<long>(
            "select count(*) from access.session where operator_id = $1 and end_reason = 'ROLE_REVOKED'", Crowd.IdOf("david"))).Should().Be(Trials);
        (await _portal.EntriesAsync("StepUpToWrite", "ALLOWED", "david")).Should().Be(0);
    }

    [Fact]
    public async Task S4_A_disabled_account_is_out_on_every_server_and_its_cookie_is_worth_nothing()
    {
        using var place = await _portal.VisitAsync("caleb");
        await using var circuit = await place.OpenAsync("/");

        await database.ExecuteAsync("update access.operator set deactivated_at = access.now() where id = $1", Crowd.IdOf("caleb"));

        await circuit.Closed.WaitAsync(Circuit.Patience);
        (await place.KnockAsync(place.Origin)).Should().Be(System.Net.HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task S4_A_disabled_account_is_refused_at_its_next_act_also_where_no_signal_arrives()
    {
        var tenant = await _world.TenantAsync("Nobody Told");
        using var place = await _deaf.VisitAsync("priya");
        await using var circuit = await place.OpenAsync("/");
        var enter = await circuit.FillSwitcherAsync(tenant);
        await database.ExecuteAsync("update access.operator set deactivated_at = access.now() where id = $1", Crowd.IdOf("priya"));

        await Crowd.TryAsync(() => circuit.ClickAsync(enter));

        (await database.ValueAsync<long>("select count(*) from access.session where operator_id = $1", Crowd.IdOf("priya"))).Should().Be(0);
        (await database.ValueAsync<long>(
            "select count(*) from access.audit_entry where actor_id = $1 and outcome = 'REFUSED'", Crowd.IdOf("priya").ToString())).Should().BeGreaterThan(0);
    }
}
