using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Observability;
using Ethico.Ops.Tests.Abuse;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>What leaves the house: traces and metrics to a collector, metrics to whoever scrapes, and no client's text in any of them.</summary>
public sealed class TelemetryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task S6_A_collector_gets_traces_and_metrics_and_no_canary()
    {
        const string canary = "Zqtracecanary";
        await using var collector = await Collector.StartAsync();
        await using var portal = await TestPortal.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Telemetry:OtlpEndpoint"] = collector.Address,
            ["Telemetry:OtlpProtocol"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
        });
        await using var world = new World(portal.Database);
        var tenant = await world.TenantAsync(canary + " Ltd");
        using var visitor = await portal.VisitAsync("tessa");
        visitor.Http.DefaultRequestHeaders.Add("X-Note", canary);
        await using (var circuit = await visitor.OpenAsync("/"))
        {
            await circuit.EnterAsync(tenant, canary + " Ltd");
            // A tenant nobody knows, a ticket that is none, an address that does not exist: each is an error page of some kind.
            await circuit.FollowAsync($"/enter?tenant={Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}&ticket={canary}");
            await circuit.SeeTextAsync("Not found, or not yours.");
        }

        using var nowhere = await visitor.Http.GetAsync($"/no/{canary}?q={canary}");
        (await nowhere.Content.ReadAsStringAsync()).Should().NotContain(canary);

        await collector.SeesAsync("/v1/traces", "ethico-ops-portal");
        await collector.SeesAsync("/v1/traces", "GET");
        await collector.SeesAsync("/v1/traces", "postgresql");
        await collector.SeesAsync("/v1/metrics", "ops_sessions_open");
        await collector.SeesAsync("/v1/metrics", "ops_audit_entries");
        await collector.SeesAsync("/v1/metrics", "ops_job_runs");
        collector.Everything.Should().NotContain(canary);
        portal.Log.Text.Should().NotContain(canary);
    }

    [Fact]
    public async Task Prometheus_is_told_the_open_sessions_and_what_the_jobs_did()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var world = new World(database);
        var who = await world.OperatorAsync(Role.SupportTier1);
        await world.EnterAsync(who, await world.TenantAsync());
        JobMeter.Count("a-job-that-failed", TimeSpan.FromSeconds(2), failed: true);
        var port = FreePort();
        await using var portal = await TestPortal.StartAsync(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Management:Port"] = $"{port}" }, database: database);
        using var http = new HttpClient();

        // Instruments are the process's: other portals of this test run count as well, so figures are looked for by what only these have.
        var lines = await UntilAsync(
            () => http.GetStringAsync($"http://127.0.0.1:{port}/metrics"),
            text => text.Contains("ops_sessions_open", StringComparison.Ordinal) && text.Contains("job=\"migration-wake\"", StringComparison.Ordinal));

        lines.Should().MatchRegex("ops_sessions_open(\\{[^}]*\\})? [0-9]+");
        // A pool is called by its work, not by host and login. This process has the tests' own pools, too.
        lines.Should().Contain("\"ethico-ops\"").And.Contain("\"ethico-ops-jobs\"").And.Contain("\"ethico-ops-scheduler\"").And.Contain("\"ethico-ops-listener\"");
        lines.Should().NotContain($"Database={new Npgsql.NpgsqlConnectionStringBuilder(database.AppConnectionString).Database};Username=ops_app\"", "what reaches it only at the start has no pool");
        lines.Should().Contain("ops_job_runs").And.Contain("ops_job_seconds_count").And.Contain("ops_job_failures");
    }

    [Fact]
    public void A_job_is_counted_with_its_time_and_a_failure_as_one()
    {
        using var heard = new Heard();

        JobMeter.Count("heard-job", TimeSpan.FromSeconds(2), failed: false);
        JobMeter.Count("heard-job", TimeSpan.FromSeconds(4), failed: true);

        heard.Of("ops_job_runs", "heard-job").Should().Equal(1, 1);
        heard.Of("ops_job_failures", "heard-job").Should().Equal(0, 1);
        heard.Of("ops_job_seconds", "heard-job").Should().Equal(2, 4);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<string> UntilAsync(Func<Task<string>> read, Func<string, bool> isThere)
    {
        using var late = new CancellationTokenSource(Patience);
        while (true)
        {
            var text = await read();
            if (isThere(text))
                return text;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, late.Token);
        }
    }

    /// <summary>An OTLP receiver: keeps the bodies as they come. Protobuf writes its texts as they are, so they can be looked for.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly ConcurrentQueue<(string Path, string Body)> got = new();

        private Collector(WebApplication app) => this.app = app;

        public string Address => app.Urls.First();

        public string Everything => string.Concat(got.Select(each => each.Body));

        public static async Task<Collector> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var collector = new Collector(builder.Build());
            collector.app.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                context.Request.ContentType.Should().Be("application/x-protobuf");
                collector.got.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
            });
            await collector.app.StartAsync();
            return collector;
        }

        public Task SeesAsync(string path, string words) => UntilAsync(
            () => Task.FromResult(string.Concat(got.Where(each => each.Path == path).Select(each => each.Body))),
            text => text.Contains(words, StringComparison.Ordinal));

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
