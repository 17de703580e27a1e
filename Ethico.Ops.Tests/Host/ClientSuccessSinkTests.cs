using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Abuse;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Circuits;
using Ethico.Ops.Tests.Support.Portal;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Host;

/// <summary>CS-15 and S6 for the area about clients: what a night, its failures, the pages and the exports leave in every sink.</summary>
public sealed class ClientSuccessSinkTests
{
    private const string Canary = "Zqkanarie";

    [Fact]
    public async Task CS_15_CS_27_S6_A_night_that_fails_for_one_client_and_all_pages_and_exports_leave_no_canary_in_logs_traces_raw_html_or_render_batches()
    {
        await using var database = await TestDatabase.CreateAsync(Jobs.DemoGround.AfterTheNight);
        var harbor = await database.ValueAsync<Guid>("select id from platform.organizations where name = 'Harbor & Vale Health'");
        await PlantAsync(database, harbor);
        // The night after, which cannot write the roll-up of the one client with the canaries: its failure is logged with a reference.
        await database.ExecuteAsync($"alter table client_success.usage_day add constraint bad check (organization_id <> '{harbor}' or day < '2026-06-15')");
        var morning = TestTemplate.DemoAnchor.AddDays(1);
        await database.RunClockFromAsync(morning);
        using var traces = new Traces();
        await using var portal = await TestPortal.StartAsync(database: database, clock: new RunningClock(morning));
        await NightAsync(portal);
        (await database.ValueAsync<string>("select cause from client_success.health_snapshot where organization_id = $1 and day = '2026-06-15'", harbor)).Should().Be("COMPUTATION_FAILED");
        // CS-27: and the night itself opens the alert about it.
        (await database.ValueAsync<string>("select state || ' ' || opened_on || ' ' || owner_role from client_success.alert where organization_id = $1 and rule = 'NO_SCORE'", harbor))
            .Should().Be("NEW 2026-06-15 PLATFORM_ADMIN");

        var said = new StringBuilder();
        using var visitor = await portal.VisitAsync("amara");
        var client = $"/clients/{harbor}";
        List<string> files = [];
        foreach (var address in (string[])
            ["/clients", "/clients?q=" + Canary, client, client + "/usage?view=table", client + "/adoption", client + "/timeline?q=" + Canary, client + "/benchmarks", client + "/qbr", client + "/file", "/alerts?view=book",
             "/alerts?view=book&list=tasks", "/renewals", "/adoption", "/admin/health-model", "/admin/alert-rules", $"/clients/{Guid.Empty}"])
        {
            await using var circuit = await visitor.OpenAsync(address, c => c.KeepsBytes = true);
            await circuit.SeeAsync(page => page.Document.QuerySelector("main :is(h1, h2)") is not null && page.Document.QuerySelector("[aria-busy=true]") is null ? page : null, address);
            var html = circuit.Page();
            files.AddRange(html.Document.QuerySelectorAll("a[href*='downloads/']").Select(a => a.GetAttribute("href")!));
            // What was asked for in the address stands in its own box, and in the links that keep it.
            said.Append((circuit.Shell.Html + circuit.Kept + html.Document.DocumentElement.OuterHtml).Replace(Canary, address.Contains(Canary, StringComparison.Ordinal) ? "" : Canary, StringComparison.OrdinalIgnoreCase));
        }

        files.Should().Contain(f => f.Contains("portfolio.csv", StringComparison.Ordinal)).And.Contain(f => f.Contains("usage.csv", StringComparison.Ordinal));
        foreach (var file in files.Distinct(StringComparer.Ordinal))
        {
            using var response = await visitor.Http.GetAsync(new Uri(file, UriKind.RelativeOrAbsolute));
            response.IsSuccessStatusCode.Should().BeTrue(file);
            said.Append(await response.Content.ReadAsStringAsync());
        }

        said.Length.Should().BeGreaterThan(100_000);
        Clean(said.ToString(), "pages and exports");
        portal.Log.Text.Should().Contain(harbor.ToString(), "the failure names whom to look at");
        Clean(portal.Log.Text, "the log");
        traces.Text.Should().Contain("client_success.health_snapshot");
        Clean(traces.Text, "traces");
        foreach (var what in (string[])["host.job_error", "support.notification", "access.audit_entry", "client_success.run_failure", "client_success.health_snapshot"])
        {
            if (await database.ValueAsync<bool>("select to_regclass($1) is not null", what))
                (await database.ValueAsync<long>($"select count(*) from {what} t where t::text ~* '{Canary}|canary-|wrenfield'")).Should().Be(0, "{0} holds none", what);
        }

        static void Clean(string text, string where)
        {
            foreach (var word in (string[])[Canary, "CANARY-", "Wrenfield", "ledger in the green cabinet"])
                text.Contains(word, StringComparison.OrdinalIgnoreCase).Should().BeFalse("{0} holds no {1}", where, word);
        }
    }

    private static async Task PlantAsync(TestDatabase database, Guid tenant)
    {
        foreach (var sql in (string[])
            [
                "update platform.support_tickets set subject = $2 || ' subject' where organization_id = $1",
                "update platform.persons set full_name = $2 || ' Person' where organization_id = $1",
                "update platform.reports set details = $2 || ' narrative' where organization_id = $1",
            ])
        {
            await database.ExecuteAsync("set session_replication_role = replica; " + sql.Replace("$2", $"'{Canary}'", StringComparison.Ordinal).Replace("$1", $"'{tenant}'", StringComparison.Ordinal));
        }
    }

    // The portal's own waker may be at it already: whoever holds the night does it once.
    private static async Task NightAsync(TestPortal portal)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        while (await portal.Database.ValueAsync<long>("select count(*) from client_success.run where kind = 'BENCHMARK' and day = '2026-06-15'") == 0)
        {
            var done = await portal.Services.GetRequiredService<ClientNight>().RunAllAsync(new JobFire("client-night", TestTemplate.DemoAnchor.AddDays(1), "test"), late.Token);
            done.Refusal.Should().BeNull();
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, late.Token);
        }
    }

    private sealed class Traces : IDisposable
    {
        private readonly ConcurrentQueue<string> lines = new();
        private readonly ActivityListener listener;

        public Traces()
        {
            listener = new ActivityListener
            {
                ShouldListenTo = _ => true,
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => lines.Enqueue(string.Join(
                    ' ', [activity.DisplayName, .. activity.TagObjects.Select(t => $"{t.Key}={t.Value}"), .. activity.Events.SelectMany(e => e.Tags.Select(t => $"{t.Key}={t.Value}"))])),
            };
            ActivitySource.AddActivityListener(listener);
        }

        public string Text => string.Join('\n', lines);

        public void Dispose() => listener.Dispose();
    }
}
