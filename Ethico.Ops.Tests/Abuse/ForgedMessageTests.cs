using System.Text.Json;
using System.Text.Json.Nodes;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Abuse;

/// <summary>What only somebody sends who is no browser (quality.md C2, C4, C6).</summary>
public sealed class ForgedMessageTests(TestPortal portal) : IClassFixture<TestPortal>
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("""[{"eventHandlerId":987654,"eventName":"click","eventFieldInfo":null},{"type":"click"}]""")]
    [InlineData("""[{"eventHandlerId":0,"eventName":"click","eventFieldInfo":null},{}]""")]
    [InlineData("""[{"eventHandlerId":-1,"eventName":"click","eventFieldInfo":null},{}]""")]
    [InlineData("""[{"eventHandlerId":1,"eventName":"click","eventFieldInfo":{"componentId":99999,"fieldValue":{}}},{}]""")]
    [InlineData("""[{"eventHandlerId":"one"},"two"]""")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("not json at all")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    public async Task C2_An_event_for_no_handler_or_in_no_form_does_nothing_and_the_circuit_lives_on(string arguments)
    {
        using var visitor = await portal.VisitAsync("ines");
        await using var circuit = await visitor.OpenAsync("/");
        await circuit.SeeAsync(page => page.Find("h1"), "the page");
        var entries = await AllEntriesAsync();

        var reply = await circuit.InvokeAsync(assembly: null, "DispatchEventAsync", await circuit.InteropAsync(), arguments);

        reply.Succeeded.Should().BeFalse();
        reply.Text.Should().NotContain(" at Ethico").And.NotContain("StackTrace");
        circuit.IsOpen.Should().BeTrue();
        await circuit.FollowAsync("/not-found");
        await circuit.SeeTextAsync("Not found");
        (await AllEntriesAsync()).Should().Be(entries);
    }

    [Fact]
    public async Task C2_Forged_events_are_paid_from_the_operators_budget_like_any_message()
    {
        // With the clock stopped nothing is given back.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stopped = await TestPortal.StartAsync(clock: clock);
        using var visitor = await stopped.VisitAsync("gwen");
        await using var circuit = await visitor.OpenAsync("/");
        await circuit.SeeAsync(page => page.Find("h1"), "the page");

        for (var i = 0; i < MessageBudget.Burst; i++)
            await circuit.SendEventAsync(987654, "click", "{}");

        var budget = stopped.Services.GetRequiredService<MessageBudget>();
        await circuit.UntilAsync(() => budget.Take(new(Crowd.IdOf("gwen"))) is not { Ticks: 0 }, "the budget spent", Soon);
    }

    [Fact]
    public async Task C4_The_budget_is_the_operators_and_not_the_connections()
    {
        // With the clock stopped nothing is given back meanwhile.
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var stopped = await TestPortal.StartAsync(clock: clock);
        var budget = stopped.Services.GetRequiredService<MessageBudget>();
        using var visitor = await stopped.VisitAsync("david");
        await using var first = await visitor.OpenAsync("/");
        await using var second = await visitor.OpenAsync("/");

        // All it has to say is said and answered.
        await second.SeeAsync(page => page.Find("h1"), "the page");
        await second.DispatchAsync(987654, "click", "{}");
        await second.DispatchAsync(987654, "click", "{}");

        // What the first spends, the second has not.
        for (var attempt = 0; attempt < 20 && !second.Closed.IsCompleted; attempt++)
        {
            while (budget.Take(new(Crowd.IdOf("david"))) is not null)
            {
            }

            await Crowd.TryAsync(() => second.FollowAsync("/not-found"));
            await Task.WhenAny(second.Closed, Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System, TestContext.Current.CancellationToken));
            // A late answer of the page that came while the budget was being spent waits on the stopped clock, and what follows waits behind it.
            clock.Advance(MessageBudget.Patience);
        }

        second.Closed.IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task C6_A_second_circuit_on_one_connection_ends_it()
    {
        using var visitor = await portal.VisitAsync("tessa");
        await using var circuit = await visitor.OpenAsync("/");

        await Crowd.TryAsync(() => circuit.Hub.InvokeAsync<string?>(
            "StartCircuit", circuit.Shell.BaseUri, circuit.Shell.Address.AbsoluteUri, "[]", circuit.Shell.State));

        await circuit.Closed.WaitAsync(Soon);
        portal.Services.GetRequiredService<CircuitRegister>().CountOf(new(Crowd.IdOf("tessa"))).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task C6_A_forged_component_descriptor_ends_the_connection()
    {
        using var visitor = await portal.VisitAsync("omar");
        var shell = await visitor.GetAsync("/");
        await using var circuit = await visitor.ConnectAsync(shell);
        var forged = shell.Markers.Select(marker =>
        {
            var node = JsonNode.Parse(marker)!;
            var descriptor = node["descriptor"]!.GetValue<string>();
            node["descriptor"] = descriptor[..^4] + (descriptor.EndsWith("AAAA", StringComparison.Ordinal) ? "BBBB" : "AAAA");
            return JsonSerializer.Serialize(node);
        });
        _ = await circuit.Hub.InvokeAsync<string?>("StartCircuit", shell.BaseUri, shell.Address.AbsoluteUri, "[]", shell.State);

        await circuit.Hub.SendAsync("UpdateRootComponents", (shell with { Markers = [.. forged] }).RootOperations(), shell.State);

        await circuit.Closed.WaitAsync(Soon);
        circuit.Batches.Should().Be(0);
    }

    [Fact]
    public async Task C6_A_descriptor_taken_from_an_earlier_start_of_another_component_cannot_be_sent_as_our_own_type()
    {
        using var visitor = await portal.VisitAsync("omar");
        var shell = await visitor.GetAsync("/");
        await using var circuit = await visitor.ConnectAsync(shell);
        _ = await circuit.Hub.InvokeAsync<string?>("StartCircuit", shell.BaseUri, shell.Address.AbsoluteUri, "[]", shell.State);
        const string foreign = """{"type":"server","key":null,"prerenderId":null,"sequence":0,"descriptor":"Ethico.Ops.Portal.Components.Pages.Admin.Operators"}""";

        await circuit.Hub.SendAsync("UpdateRootComponents", (shell with { Markers = [foreign] }).RootOperations(), shell.State);

        await circuit.Closed.WaitAsync(Soon);
    }

    [Theory]
    [InlineData("https://evil.example/", "https://evil.example/workspace")]
    [InlineData(null, "https://evil.example/workspace")]
    [InlineData(null, "not an address")]
    public async Task C6_A_circuit_does_not_start_at_a_foreign_place(string? baseUri, string uri)
    {
        using var visitor = await portal.VisitAsync("ines");
        var shell = await visitor.GetAsync("/");
        await using var circuit = await visitor.ConnectAsync(shell);
        string? secret = null;

        await Crowd.TryAsync(async () => secret = await circuit.Hub.InvokeAsync<string?>("StartCircuit", baseUri ?? shell.BaseUri, uri, "[]", shell.State));

        secret.Should().BeNull();
        await circuit.Closed.WaitAsync(Soon);
    }

    [Fact]
    public async Task C6_A_circuit_does_not_move_to_a_foreign_place()
    {
        using var visitor = await portal.VisitAsync("ines");
        await using var circuit = await visitor.OpenAsync("/");

        await Crowd.TryAsync(() => circuit.MoveAsync(new Uri("https://evil.example/workspace"), intercepted: true));

        await circuit.Closed.WaitAsync(Soon);
    }

    private Task<long> AllEntriesAsync() =>
        portal.Database.ValueAsync<long>("select count(*) from access.audit_entry where action not in ('SignIn', 'SignOut')");
}
