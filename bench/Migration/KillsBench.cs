using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Migration;
using RunOptions = Ethico.Ops.Bench.Harness.RunOptions;

namespace Ethico.Ops.Bench.Migration;

/// <summary>
/// R1: an import by a worker process of its own, killed with SIGKILL at a seeded moment (every second one at the edge of a commit), taken
/// over by another and compared with one nobody disturbed. --pairs says how many kills, --scale how many rows (1 is 20,000).
/// </summary>
internal static class KillsBench
{
    private const int FullRows = 20_000;
    private const int Seed = 20260301;
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);

    // Everything an import leaves behind but ids and instants: two equal pictures are two equal results.
    private const string Picture =
        """
        select concat_ws(' ',
            (select count(*) || ':' || count(distinct (source_system, source_record_id)) || ':' || md5(string_agg(concat_ws('|', source_record_id, reference_number, status, severity, opened_at), ',' order by source_record_id collate "C"))
                from platform.cases where migration_run_id is not null),
            (select count(*) || ':' || md5(string_agg(details, ',' order by reference_number collate "C")) from platform.reports where migration_run_id is not null),
            (select count(*) from platform.case_reports), (select count(*) from platform.case_persons), (select count(*) from platform.persons where migration_run_id is not null),
            (select count(*) from platform.investigations), (select count(*) from platform.case_notes), (select count(*) from migration.source_keys), (select count(*) from migration.ledger),
            (select count(*) from migration.plan_rows where failure_code is not null),
            (select count(*) from platform.cases c where not exists (select from platform.case_reports x where x.organization_id = c.organization_id and x.case_id = c.id)),
            (select count(*) from migration.source_keys k where k.entity = 'CASE' and not exists (select from platform.cases c where c.organization_id = k.organization_id and c.source_record_id = k.source_record_id)))
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var rows = options.Of(FullRows);
        var planned = await ImportBench.PlannedAsync(options with { Scale = rows / (double)ImportBench.FullRows }, ct);
        var (calm, expected) = await CalmAsync(planned, ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  undisturbed: {calm:F1} s for {rows:N0} rows"));

        var random = new Random(Seed);
        List<double> totals = [], resumed = [];
        var (wrong, early) = (0, 0);
        for (var kill = 1; kill <= options.Pairs; kill++)
        {
            ct.ThrowIfCancellationRequested();
            // Uniform over the import's time, or just before or behind the commit of a batch drawn by lot.
            var atEdge = kill % 2 == 0;
            var share = random.NextDouble();
            var jitter = TimeSpan.FromMilliseconds(random.Next(0, 12));
            var database = await QueuedAsync(planned);
            var admin = await BenchServer.AdminAsync(database);
            var begun = Stopwatch.GetTimestamp();
            using (var first = await StartAsync(database))
            {
                var isOver = atEdge ? await PastAsync(admin, first, (int)(share * rows), jitter, ct) : await AfterAsync(first, calm * share, ct);
                early += isOver ? 1 : 0;
                if (!first.HasExited)
                    first.Kill();
                await first.WaitForExitAsync(ct);
            }

            var stood = await ProgressAsync(admin);
            var killed = Stopwatch.GetTimestamp();
            using var second = await StartAsync(database);
            while (!second.HasExited && await ProgressAsync(admin) == stood && Stopwatch.GetElapsedTime(killed) < Most)
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, ct);
            resumed.Add(Stopwatch.GetElapsedTime(killed).TotalSeconds);
            await second.WaitForExitAsync(ct).WaitAsync(Most, ct);
            totals.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
            var found = await Sql.ValueAsync<string>(admin, Picture);
            if (second.ExitCode != 0 || !string.Equals(found, expected, StringComparison.Ordinal))
            {
                wrong++;
                Console.WriteLine($"  kill {kill}: {found} instead of {expected}");
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  kill {kill}: {(atEdge ? "edge" : "time")} at position {stood:N0}, resumed after {resumed[^1]:F1} s"));
            await ImportBench.DropAsync(database);
        }

        var words = string.Create(CultureInfo.InvariantCulture, $"{options.Pairs} kills, {early} of them behind the end; undisturbed {calm:F1} s, with a kill {Median(totals):F1} s; resumed after {Median(resumed):F1} s, at most {resumed.Max():F1} s");
        return
        [
            new Figure("R1", string.Create(CultureInfo.InvariantCulture, $"imports of {rows:N0} rows that lost, doubled or orphaned a row after kill -9"), 0, 0, wrong, words) { Format = "F0" },
            new Figure("R1b", "longest time from the kill to the next batch of another process", 30, 15, resumed.Max(), words) { Unit = " s", Format = "F1" },
        ];
    }

    private static async Task<(double Seconds, string Picture)> CalmAsync(string planned, CancellationToken ct)
    {
        var database = await QueuedAsync(planned);
        var admin = await BenchServer.AdminAsync(database);
        using var worker = await StartAsync(database);
        var begun = Stopwatch.GetTimestamp();
        await worker.WaitForExitAsync(ct);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (worker.ExitCode != 0)
            throw new InvalidOperationException($"The undisturbed import ended {await Sql.ValueAsync<string>(admin, "select state || ' ' || coalesce(cause, '') from migration.runs")}.");
        var picture = (await Sql.ValueAsync<string>(admin, Picture))!;
        await ImportBench.DropAsync(database);
        return (seconds, picture);
    }

    private static async Task<string> QueuedAsync(string planned)
    {
        var database = await ImportBench.AnewAsync(planned);
        var admin = await BenchServer.AdminAsync(database);
        await ImportBench.GrantAsync(admin, GrantPurpose.Import);
        await Sql.ExecuteAsync(
            admin,
            """
            set session_replication_role = replica;
            delete from migration.leases;
            update migration.runs set state = 'IMPORT_QUEUED', state_at = now(), mapping_version = 1, import_started_by = created_by
            """);
        return database;
    }

    private static async Task<Process> StartAsync(string database)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) is "dotnet")
            start.ArgumentList.Add(typeof(KillsBench).Assembly.Location);
        start.ArgumentList.Add(KillWorker.Word);
        start.Environment[KillWorker.App] = await BenchServer.AppAsync(database);
        start.Environment[KillWorker.Admin] = await BenchServer.AdminAsync(database);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && line is not "ready")
        {
            // What the runtime says first.
        }

        return process;
    }

    // True: it was over before.
    private static async Task<bool> AfterAsync(Process worker, double seconds, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, ct);
        return worker.HasExited;
    }

    private static async Task<bool> PastAsync(string admin, Process worker, int position, TimeSpan jitter, CancellationToken ct)
    {
        while (!worker.HasExited && await ProgressAsync(admin) <= position)
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, ct);
        await Task.Delay(jitter, TimeProvider.System, ct);
        return worker.HasExited;
    }

    private static Task<int> ProgressAsync(string admin) => Sql.ValueAsync<int>(admin, "select max(next_position) from migration.progress");

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
