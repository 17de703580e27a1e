using System.Diagnostics.CodeAnalysis;
using Ethico.Ops.Portal.Observability;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.JSInterop;
using Serilog.Core;
using Serilog.Events;
using Xunit;

namespace Ethico.Ops.Tests.Host;

[SuppressMessage("Performance", "CA1848:Use the LoggerMessage delegates", Justification = "What careless code would log is what is tried here.")]
[SuppressMessage("Usage", "CA2254:Template should be a static expression", Justification = "What careless code would log is what is tried here.")]
public sealed class LogTests
{
    private static readonly string[] Canaries =
    [
        "canary1@client.example", "Canary.Two+x@sub.client.example", "+1 555 010 7788", "(555) 010-7788", "555-010-7788", "+49 30 1234567", "4111 1111 1111 1111",
        "CanaryPassword1", "CanaryPassword2", "CanaryToken3canary", "eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.c2lnbmF0dXJlY2FuYXJ5", "CanarySecret4", "CanaryKey5", "CanaryCookie6",
    ];

    private static readonly string[] Texts =
    [
        "mail from canary1@client.example and Canary.Two+x@sub.client.example", "call +1 555 010 7788, (555) 010-7788, 555-010-7788 or +49 30 1234567",
        "card 4111 1111 1111 1111", "Host=db;Password=CanaryPassword1;Port=5432", "{\"password\": \"CanaryPassword2\", \"x\": 1}", "Authorization: Bearer CanaryToken3canary",
        "token eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnkiOjF9.c2lnbmF0dXJlY2FuYXJ5 end", "client_secret=CanarySecret4&grant=x", "api-key: CanaryKey5", "Cookie: CanaryCookie6; path=/",
    ];

    [Fact]
    public async Task S6_H2_No_canary_reaches_a_sink_by_message_property_structure_or_exception()
    {
        await using var portal = await TestPortal.StartAsync();
        var log = portal.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Careless");
        foreach (var text in Texts)
        {
            log.LogError(text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            log.LogError("Value {Value} of {@Structure}", text, new { Inner = text, List = (string[])[text], Map = new Dictionary<string, string>(StringComparer.Ordinal) { [text] = text } });
            log.LogError(new InvalidOperationException(text, new AggregateException(new FormatException(text))), "Failed");
            using (log.BeginScope(new Dictionary<string, object>(StringComparer.Ordinal) { ["Scoped"] = text }))
                log.LogError("In a scope");
        }

        log.LogError("A secret by its name: {Password} {ApiKey} {ConnectionString}", "CanaryPassword1", "CanaryKey5", "CanarySecret4");
        log.LogError("The last one {Id}", 4711);
        await portal.DisposeAsync();
        portal.Log.Text.Should().Contain("4711");
        foreach (var canary in Canaries)
            portal.Log.Text.Should().NotContain(canary);
    }

    [Fact]
    public async Task H3_A_window_that_was_closed_is_no_error_and_everything_else_of_a_circuit_is()
    {
        await using var portal = await TestPortal.StartAsync();
        var log = portal.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.AspNetCore.Components.Server.Circuits.CircuitHost");
        log.LogError(new JSDisconnectedException("The circuit has disconnected."), "Unhandled exception in circuit 'closed'.");
        log.LogError(new InvalidOperationException("A mistake."), "Unhandled exception in circuit 'open'.");
        await portal.DisposeAsync();

        portal.Log.Text.Should().Contain("'open'").And.NotContain("'closed'");
    }

    [Theory]
    [InlineData("Session 018f3c1e-7d2a-7c3b-9d1e-0123456789ab of 12 ended at 2026-03-04T10:20:30Z")]
    [InlineData("Case 2026-000123, ticket SUP-48213, 1,532 ms")]
    [InlineData("Migration 0001-foundation applied (25 files) in 10.0.0.12:5432")]
    [InlineData("Trace 7f3a91c204be4f7f8a1b2c3d4e5f6071")]
    public void Ids_instants_and_figures_stay_readable(string text) => Redaction.Clean(text).Should().Be(text);

    [Fact]
    public void H3_A_message_of_a_megabyte_and_a_cyclic_exception_are_cut()
    {
        Redaction.Clean(new string('x', 1_000_000)).Length.Should().BeLessThan(Redaction.Longest + 20);
        new RedactedException(new Cyclic()).ToString().Length.Should().BeLessThan(Redaction.Longest + 20);
        new RedactedException(new Unprintable()).ToString().Should().Contain("Unprintable");
    }

    [Fact]
    public async Task H3_A_flood_is_bounded_and_what_did_not_fit_is_counted_and_said()
    {
        using var gate = new ManualResetEventSlim();
        var slow = new SlowSink(gate);
        var sink = new BoundedSink(slow, 100);
        for (var i = 0; i < 20_000; i++)
            sink.Emit(Event());
        sink.Dropped.Should().BeInRange(19_800, 19_900, "a hundred wait, and one is being written");
        gate.Set();
        await sink.DisposeAsync();
        slow.Lines.Should().Contain(line => line.Contains("log records did not fit", StringComparison.Ordinal));
    }

    private static LogEvent Event() => new(TimeProvider.System.GetUtcNow(), LogEventLevel.Error, exception: null, MessageTemplate.Empty, []);

    private sealed class SlowSink(ManualResetEventSlim gate) : ILogEventSink
    {
        public List<string> Lines { get; } = [];

        public void Emit(LogEvent logEvent)
        {
            gate.Wait();
            Lines.Add(logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private sealed class Cyclic : Exception
    {
        private readonly string _text = string.Concat(Enumerable.Repeat("round and round ", 100_000));

        public override string ToString() => _text;
    }

    private sealed class Unprintable : Exception
    {
        public override string ToString() => throw new NotSupportedException();
    }
}
