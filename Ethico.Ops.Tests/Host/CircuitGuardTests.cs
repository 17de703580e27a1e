using System.Net;
using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Host;

public sealed class CircuitGuardTests(TestPortal portal) : IClassFixture<TestPortal>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_signed_in_operator_gets_a_circuit_and_the_page_in_it()
    {
        using var client = await portal.SignedInAsync("ines");
        await using var circuit = await CircuitClient.OpenAsync(client);
        await circuit.SeesAsync(CircuitClient.HomeWords);
    }

    [Fact]
    public async Task C8_A_handshake_of_a_foreign_page_or_of_none_is_refused_before_a_circuit_exists()
    {
        using var client = await portal.SignedInAsync("ines");
        foreach (var origin in (string[])["https://evil.example", "", "null", "http://127.0.0.1:1"])
            (await RefusedAsync(client, origin)).Should().Be(HttpStatusCode.Forbidden, "origin was '{0}'", origin);
    }

    [Fact]
    public async Task C9_Five_hundred_anonymous_circuits_get_401_each()
    {
        using var client = portal.Client();
        var before = portal.Services.GetRequiredService<CircuitRegister>().Open.Count();
        for (var i = 0; i < 500; i++)
            (await RefusedAsync(client, origin: null)).Should().Be(HttpStatusCode.Unauthorized);
        portal.Services.GetRequiredService<CircuitRegister>().Open.Should().HaveCount(before);
    }

    [Fact]
    public async Task C10_A_stolen_secret_in_another_operators_hands_closes_both_circuits_and_leaves_an_alert_and_an_entry()
    {
        using var owner = await portal.SignedInAsync("margaret");
        using var thief = await portal.SignedInAsync("tessa");
        await using var circuit = await CircuitClient.OpenAsync(owner);
        await using var stolen = await CircuitClient.OpenAsync(thief);

        // By the connection the thief's own circuit lives on, so that it falls with it.
        await CallAndForget(() => stolen.TakeUpAsync(circuit.Secret!));
        await circuit.Closed.WaitAsync(Patience);
        await stolen.Closed.WaitAsync(Patience);

        // The owner's browser comes back with the secret: the circuit is dead for it too.
        await using var again = await CircuitClient.ConnectAsync(owner);
        await CallAndForget(() => again.TakeUpAsync(circuit.Secret!));
        await again.Closed.WaitAsync(Patience);

        (await portal.Database.ValueAsync<long>(
            "select count(*) from access.audit_entry where action = 'CircuitTakeover' and outcome = 'REFUSED' and actor_id = $1 and entity_id = $2",
            DemoOperators.IdOf("tessa").ToString(), DemoOperators.IdOf("margaret").ToString())).Should().Be(1);
        await EventuallyAsync(() => portal.Log.Text.Contains("presented the circuit secret", StringComparison.Ordinal));
        portal.Log.Text.Should().NotContain(circuit.Secret);
    }

    [Fact]
    public async Task C10_A_secret_does_not_outlive_its_sign_in_in_the_same_operators_hands()
    {
        using var first = await portal.SignedInAsync("priya");
        using var second = await portal.SignedInAsync("priya");
        await using var circuit = await CircuitClient.OpenAsync(first);
        await using var other = await CircuitClient.ConnectAsync(second);
        await CallAndForget(() => other.TakeUpAsync(circuit.Secret!));
        await circuit.Closed.WaitAsync(Patience);
        await other.Closed.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_dropped_connection_of_the_owner_takes_its_circuit_up_again()
    {
        using var client = await portal.SignedInAsync("omar");
        await using var circuit = await CircuitClient.OpenAsync(client);
        await circuit.SeesAsync(CircuitClient.HomeWords);
        await circuit.DropAsync();
        await using var back = await CircuitClient.ConnectAsync(client);
        (await back.TakeUpAsync(circuit.Secret!)).Should().BeTrue();
        back.IsConnected.Should().BeTrue();
    }

    [Fact]
    public async Task E8_Without_memory_new_circuits_are_refused_in_words_and_open_ones_stay()
    {
        var used = 79L;
        await using var tight = await TestPortal.StartAsync(services: services => services.AddSingleton(new MemoryRoom(() => (used, 100L))));
        using var client = await tight.SignedInAsync("ines");
        var page = await client.PageAsync("/");
        await using var inside = await CircuitClient.OpenAsync(client);
        await inside.SeesAsync(CircuitClient.HomeWords);

        used = 80;
        await using var late = await CircuitClient.ConnectAsync(client);
        (await FluentActions.Awaiting(() => late.StartAsync(page)).Should().ThrowAsync<HubException>()).WithMessage("*no more windows*");
        using (var response = await client.Http.GetAsync("/"))
        {
            response.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
            response.Headers.RetryAfter!.Delta.Should().Be(TimeSpan.FromMinutes(2));
            (await response.Content.ReadAsStringAsync()).Should().Contain("The portal is full at the moment");
        }

        inside.Closed.IsCompleted.Should().BeFalse("who is in is not put out");
        (await client.Http.GetAsync("/health/live")).StatusCode.Should().Be(HttpStatusCode.OK);

        used = 79;
        await using var again = await CircuitClient.OpenAsync(client);
        await again.SeesAsync(CircuitClient.HomeWords);
    }

    [Fact]
    public void E8_What_is_measured_is_the_heap_against_what_the_process_may_have()
    {
        var (used, all) = MemoryRoom.Measure();

        used.Should().BeGreaterThan(0).And.BeLessThan(all);
        all.Should().Be(GC.GetGCMemoryInfo(GCKind.Any).TotalAvailableMemoryBytes);
        new MemoryRoom(() => (0, 0)).IsFull.Should().BeFalse("what is not measured refuses nobody");
    }

    [Fact]
    public async Task C20_The_twenty_first_circuit_of_an_operator_is_refused_in_words()
    {
        using var client = await portal.SignedInAsync("jun");
        var page = await client.PageAsync("/");
        var open = new List<CircuitClient>();
        try
        {
            for (var i = 0; i < CircuitRegister.Cap; i++)
            {
                var circuit = await CircuitClient.ConnectAsync(client);
                open.Add(circuit);
                await circuit.StartAsync(page);
            }

            await using var oneMore = await CircuitClient.ConnectAsync(client);
            var refused = async () => await oneMore.StartAsync(page);
            (await refused.Should().ThrowAsync<HubException>()).WithMessage("*20 windows*");

            using var response = await client.Http.GetAsync("/");
            response.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
            (await response.Content.ReadAsStringAsync()).Should().Contain("You have 20 windows of the portal open");

            using var other = await portal.SignedInAsync("caleb");
            await using var untouched = await CircuitClient.OpenAsync(other);
            await untouched.SeesAsync(CircuitClient.HomeWords);
        }
        finally
        {
            foreach (var circuit in open)
                await circuit.DisposeAsync();
        }
    }

    [Fact]
    public async Task C4_A_message_over_32_KiB_closes_the_connection()
    {
        using var client = await portal.SignedInAsync("rosa");
        await using var circuit = await CircuitClient.OpenAsync(client);
        await CallAndForget(() => circuit.SendAsync("OnLocationChanged", new string('a', 40_000), null, false));
        await circuit.Closed.WaitAsync(Patience);
    }

    [Fact]
    public async Task C4_A_flood_of_small_messages_slows_its_sender_and_nobody_else()
    {
        using var client = await portal.SignedInAsync("gwen");
        using var other = await portal.SignedInAsync("david");
        await using var circuit = await CircuitClient.OpenAsync(client);
        await circuit.SeesAsync(CircuitClient.HomeWords);
        for (var i = 0; i < MessageBudget.Burst + (5 * MessageBudget.Rate); i++)
            await circuit.SendAsync("OnRenderCompleted", -1L, null);
        var behindTheFlood = circuit.TakeUpAsync("not-a-secret");

        await using var untouched = await CircuitClient.OpenAsync(other);
        await untouched.SeesAsync(CircuitClient.HomeWords);
        behindTheFlood.IsCompleted.Should().BeFalse("its sender has five seconds of messages before it");
    }

    [Fact]
    public void C4_Who_floods_over_many_connections_is_cut_off()
    {
        var clock = new FakeTimeProvider();
        var budget = new MessageBudget(clock);
        var who = DemoOperators.IdOf("gwen");
        for (var i = 0; i < MessageBudget.Burst; i++)
            budget.Take(who).Should().Be(TimeSpan.Zero);
        budget.Take(who).Should().Be(TimeSpan.FromSeconds(1 / MessageBudget.Rate));

        var waits = Enumerable.Range(0, 1100).Select(_ => budget.Take(who)).ToList();
        waits.TakeWhile(wait => wait is not null).Should().OnlyContain(wait => wait <= MessageBudget.Patience).And.HaveCountGreaterThan(900);
        waits[^1].Should().BeNull();

        budget.Take(DemoOperators.IdOf("david")).Should().Be(TimeSpan.Zero);
        clock.Advance(TimeSpan.FromSeconds(10));
        budget.Take(who).Should().Be(TimeSpan.Zero);
    }

    private static async Task<HttpStatusCode?> RefusedAsync(PortalClient client, string? origin)
    {
        try
        {
            await using var circuit = await CircuitClient.ConnectAsync(client, origin);
            return null;
        }
        catch (Exception fault) when (fault is System.Net.WebSockets.WebSocketException or HttpRequestException)
        {
            return fault.Message.Contains("'401'", StringComparison.Ordinal) ? HttpStatusCode.Unauthorized
                : fault.Message.Contains("'403'", StringComparison.Ordinal) ? HttpStatusCode.Forbidden : null;
        }
    }

    // The connection may be gone before the answer: either way the call ends.
    private static async Task CallAndForget(Func<Task> call)
    {
        try
        {
            await call().WaitAsync(Patience);
        }
        catch (Exception fault) when (fault is not TimeoutException)
        {
            // Closed while waiting, which is what is asserted next.
        }
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        var until = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            TimeProvider.System.GetElapsedTime(until).Should().BeLessThan(Patience);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }
}
