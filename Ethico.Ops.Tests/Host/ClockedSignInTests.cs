using System.Net;
using Ethico.Ops.Portal.Auth;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Host;

public sealed class ClockedSignInTests
{
    [Fact]
    public async Task C12_A_cookie_lasts_sixty_idle_minutes_and_ten_hours_at_most()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var portal = await TestPortal.StartAsync(clock: clock);
        using var idle = await portal.SignedInAsync("ines");
        using var busy = await portal.SignedInAsync("ines");
        clock.Advance(TimeSpan.FromMinutes(59));
        (await busy.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK);
        clock.Advance(TimeSpan.FromMinutes(2));
        (await idle.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.Redirect, "nothing for 61 minutes");
        for (var minutes = 61; minutes < 595; minutes += 50)
        {
            (await busy.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.OK, "{0} minutes after signing in, never idle", minutes);
            clock.Advance(TimeSpan.FromMinutes(50));
        }

        (await busy.Http.GetAsync("/")).StatusCode.Should().Be(HttpStatusCode.Redirect, "ten hours are over");
    }

    [Fact]
    public async Task C12_A_circuit_outlives_neither_ten_hours_nor_its_operator_with_signals_off()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var portal = await TestPortal.StartAsync(clock: clock);
        using var client = await portal.SignedInAsync("ines");
        await using var circuit = await CircuitClient.OpenAsync(client);
        await circuit.SeesAsync(CircuitClient.HomeWords);
        clock.Advance(SignInRules.Longest);
        await ClosesAsync(circuit, clock);

        // No signal: the row changes behind the triggers' back, and the next look, two minutes later, finds it.
        using var other = await portal.SignedInAsync("omar");
        await using var second = await CircuitClient.OpenAsync(other);
        await second.SeesAsync(CircuitClient.HomeWords);
        await portal.Database.ExecuteAsync(
            "alter table access.operator disable trigger all; update access.operator set deactivated_at = access.now() where subject = 'omar'; alter table access.operator enable trigger all");
        clock.Advance(SignInRules.Revalidation);
        await ClosesAsync(second, clock);
    }

    // The farewell is set on the clock by work the last advance began, so the clock goes on while that is awaited.
    private static async Task ClosesAsync(CircuitClient circuit, FakeTimeProvider clock)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!circuit.Closed.IsCompleted)
        {
            TimeProvider.System.GetElapsedTime(since).Should().BeLessThan(TimeSpan.FromSeconds(60));
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(circuit.Closed, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }
    }
}
