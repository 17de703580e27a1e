using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Bench.Migration;

/// <summary>One import by a worker process of its own, in a database of its own: undisturbed, or killed with SIGKILL and taken over by another process.</summary>
/// <param name="planned">The database with the planned run; it is only copied.</param>
/// <param name="suffix">Of the copies' name: what runs side by side has one each.</param>
/// <param name="batchRows">Rows a batch.</param>
internal sealed class DisturbedImport(string planned, string suffix, int batchRows)
{
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

    // Often enough to be within a commit's own time, seldom enough to leave the processor to the imports.
    private static readonly TimeSpan EdgeLook = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan ResumeLook = TimeSpan.FromMilliseconds(50);

    /// <summary>From the first worker's first turn to the end, and what stood there then.</summary>
    public async Task<(double Seconds, string Picture)> CalmAsync(CancellationToken ct)
    {
        var (database, admin) = await QueuedAsync();
        try
        {
            using var worker = await StartAsync(database);
            var begun = Stopwatch.GetTimestamp();
            await EndedAsync(worker, Timeout.InfiniteTimeSpan, ct);
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            if (worker.ExitCode != 0)
                throw new InvalidOperationException($"The undisturbed import ended {await StateAsync(admin)}.");
            return (seconds, (await Sql.ValueAsync<string>(admin, Picture))!);
        }
        finally
        {
            await ImportBench.DropAsync(database);
        }
    }

    /// <param name="kill">When.</param>
    /// <param name="rows">Of the run.</param>
    /// <param name="calm">Seconds of an undisturbed import under the same load.</param>
    /// <param name="most">What the second worker gets.</param>
    public async Task<Survival> KilledAsync(Kill kill, int rows, double calm, TimeSpan most, CancellationToken ct)
    {
        var (database, admin) = await QueuedAsync();
        try
        {
            using var first = await StartAsync(database);
            var begun = Stopwatch.GetTimestamp();
            try
            {
                if (kill.IsAtEdge)
                    await PastAsync(admin, first, (int)(kill.Share * rows), kill.Jitter, ct);
                else
                    await Task.Delay(TimeSpan.FromSeconds(calm * kill.Share), TimeProvider.System, ct);
            }
            catch
            {
                await EndedAsync(first, TimeSpan.Zero, CancellationToken.None);
                throw;
            }

            var wasOver = first.HasExited;
            if (!wasOver)
                first.Kill();
            await first.WaitForExitAsync(CancellationToken.None);

            var killed = Stopwatch.GetTimestamp();
            var (epoch, stood) = await ProgressAsync(admin);
            using var second = await StartAsync(database);
            double? resumed = null;
            var ended = EndedAsync(second, most, ct);
            // A commit of the dead one's that was on its way is no resumption: only a batch under a later epoch is.
            for (long? from = null; resumed is null && !ended.IsCompleted; await Task.WhenAny(ended, Task.Delay(ResumeLook, TimeProvider.System, ct)))
            {
                var now = await ProgressAsync(admin);
                if (now.Epoch <= epoch)
                    continue;
                from ??= now.Position;
                if (now.Position > from)
                    resumed = Stopwatch.GetElapsedTime(killed).TotalSeconds;
            }

            var isOver = await ended;
            resumed ??= Stopwatch.GetElapsedTime(killed).TotalSeconds;
            var total = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            var found = isOver && second.ExitCode == 0 ? (await Sql.ValueAsync<string>(admin, Picture))! : $"no end, but {await StateAsync(admin)}";
            return new Survival(kill, wasOver, stood, resumed.Value, total, found);
        }
        finally
        {
            await ImportBench.DropAsync(database);
        }
    }

    // False: it was not over in time, and was killed for it.
    private static async Task<bool> EndedAsync(Process worker, TimeSpan most, CancellationToken ct)
    {
        try
        {
            await worker.WaitForExitAsync(ct).WaitAsync(most, ct);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
        finally
        {
            if (!worker.HasExited)
            {
                worker.Kill();
                await worker.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    private async Task<(string Database, string Admin)> QueuedAsync()
    {
        var database = await ImportBench.AnewAsync(planned, suffix);
        var admin = await BenchServer.AdminAsync(database);
        await ImportBench.GrantAsync(admin, GrantPurpose.Import);
        await Sql.ExecuteAsync(
            admin,
            """
            set session_replication_role = replica;
            delete from migration.leases;
            update migration.runs set state = 'IMPORT_QUEUED', state_at = now(), mapping_version = 1, import_started_by = created_by
            """);
        return (database, admin);
    }

    private async Task<Process> StartAsync(string database)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath!) is "dotnet")
            start.ArgumentList.Add(typeof(DisturbedImport).Assembly.Location);
        start.ArgumentList.Add(KillWorker.Word);
        start.Environment[KillWorker.App] = await BenchServer.AppAsync(database);
        start.Environment[KillWorker.Admin] = await BenchServer.AdminAsync(database);
        start.Environment[KillWorker.Batch] = batchRows.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && line is not "ready")
        {
            // What the runtime says first.
        }

        return process;
    }

    private static async Task PastAsync(string admin, Process worker, int position, TimeSpan jitter, CancellationToken ct)
    {
        while (!worker.HasExited && (await ProgressAsync(admin)).Position <= position)
            await Task.Delay(EdgeLook, TimeProvider.System, ct);
        await Task.Delay(jitter, TimeProvider.System, ct);
    }

    private static async Task<(long Epoch, long Position)> ProgressAsync(string admin)
    {
        var both = (await Sql.ValueAsync<long[]>(admin, "select array[coalesce(max(worker_epoch), 0), coalesce(max(next_position), 0)] from migration.progress"))!;
        return (both[0], both[1]);
    }

    private static Task<string?> StateAsync(string admin) => Sql.ValueAsync<string>(admin, "select state || ' ' || coalesce(cause, '') from migration.runs");
}
