using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Postgres;
using Ethico.Ops.Tests.Support.Circuits;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Ethico.Ops.Bench.Circuits;

/// <summary>
/// R6: the database's server is brought down at once (SIGQUIT to its postmaster, as <c>pg_ctl -m immediate</c> does) and started again, twenty times, under a
/// portal that is asked for a page all the while and whose scheduler wakes every ten seconds.
/// </summary>
internal static class RestartBench
{
    private const int Restarts = 20;
    private const int Asked = 300;
    private const string Page = "/workspace";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // Later than that no request may fail.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Recovered = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var folder = Path.Combine(BenchServer.WorkFolder, "restarts");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        var local = new LocalPostgresOptions(folder) { PackageFolders = [Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), ".data")] };
        var server = await LocalPostgres.StartAsync(local, NullLogger<LocalPostgres>.Instance, ct);
        try
        {
            await using var portal = await Side.StartAsync(
                await Published.PortalAsync(ct),
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["ConnectionStrings__Ops"] = server.Connections.App, ["ConnectionStrings__OpsAdmin"] = server.Connections.Admin!, ["Logging__Level"] = "None",
                },
                Office.IsUpAsync,
                ct);
            using var visitor = await SignInAsync(portal, server.Connections.Admin!, ct);
            await UntilFiredAsync(server.Connections.Admin!, 0, ct);
            var before = await P99Async(visitor, ct);

            var (late, asked, answered, fired) = (0, 0, new List<double>(), new List<double>());
            var back = 0L;
            for (var i = 0; i < Math.Max(1, options.Of(Restarts)); i++)
            {
                using (var kill = Process.Start("kill", ["-QUIT", server.ProcessId!.Value.ToString(CultureInfo.InvariantCulture)]))
                    await kill.WaitForExitAsync(ct);
                await server.DisposeAsync();
                NpgsqlConnection.ClearAllPools();
                server = await LocalPostgres.StartAsync(local, NullLogger<LocalPostgres>.Instance, ct);
                back = Stopwatch.GetTimestamp();
                var since = await FiredAsync(server.Connections.Admin!);
                var firing = Task.Run(
                    async () =>
                    {
                        await UntilFiredAsync(server.Connections.Admin!, since, ct);
                        return Stopwatch.GetElapsedTime(back).TotalSeconds;
                    },
                    ct);
                double? first = null;
                while (!firing.IsCompleted || Stopwatch.GetElapsedTime(back) < Grace + TimeSpan.FromSeconds(2))
                {
                    asked++;
                    if (await AnswersAsync(visitor, ct))
                        first ??= Stopwatch.GetElapsedTime(back).TotalSeconds;
                    else if (Stopwatch.GetElapsedTime(back) > Grace)
                        late++;
                    await Task.Delay(Pause, TimeProvider.System, ct);
                }

                answered.Add(first ?? double.PositiveInfinity);
                fired.Add(await firing);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  restart {i + 1}: answered after {answered[^1]:F1} s, fired after {fired[^1]:F1} s"));
            }

            while (Stopwatch.GetElapsedTime(back) < Recovered)
            {
                await AnswersAsync(visitor, ct);
                await Task.Delay(Pause, TimeProvider.System, ct);
            }

            var after = await P99Async(visitor, ct);
            return
            [
                new("R6a", $"requests refused more than 10 s after the server was back, {fired.Count} immediate restarts", 0, 0, late, string.Create(CultureInfo.InvariantCulture, $"of {asked:N0} asked; first answer after {new Sample(answered).Median:F1} s, at most {answered.Max():F1} s")) { Format = "F0" },
                new("R6b", "the scheduler fires again", 30, 30, fired.Max(), string.Create(CultureInfo.InvariantCulture, $"median {new Sample(fired).Median:F1} s; it is due every 10 s")) { Format = "F1", Unit = " s" },
                new("R6c", "p99 of a page one minute after the last restart ÷ before the first", 1.2, 1.2, after / before, string.Create(CultureInfo.InvariantCulture, $"{before:F1} → {after:F1} ms, {Asked} asked each")),
            ];
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static async Task<Visitor> SignInAsync(Side portal, string admin, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await Sql.ExecuteAsync(admin, "insert into access.operator (id, issuer, subject, role) values ($1, 'demo', 'Bench restarts', 'SUPPORT_TIER_2')", id);
        await Sql.ExecuteAsync(admin, "insert into access.operator_name (operator_id, display_name) values ($1, 'Bench restarts')", id);
        var visitor = new Visitor(portal.Address);
        await visitor.SignInAsync(id, ct);
        return visitor;
    }

    private static async Task<double> P99Async(Visitor visitor, CancellationToken ct)
    {
        var times = new double[Asked];
        for (var i = 0; i < Asked; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            if (!await AnswersAsync(visitor, ct))
                throw new InvalidOperationException($"{Page} is refused.");
            times[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }

        return times.Order().ElementAt((int)(Asked * 0.99));
    }

    // The page itself, not the sign-in's.
    private static async Task<bool> AnswersAsync(Visitor visitor, CancellationToken ct)
    {
        try
        {
            using var response = await visitor.Http.GetAsync(new Uri(Page, UriKind.Relative), ct);
            return response.IsSuccessStatusCode && string.Equals(response.RequestMessage!.RequestUri!.AbsolutePath, Page, StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Task<long> FiredAsync(string admin) => Sql.ValueAsync<long>(admin, $"select coalesce(max(prev_fire_time), 0) from host.qrtz_triggers where job_name = '{RunWakeJob.Name}'");

    private static async Task UntilFiredAsync(string admin, long since, CancellationToken ct)
    {
        while (await FiredAsync(admin) <= since)
            await Task.Delay(Pause, TimeProvider.System, ct);
    }
}
