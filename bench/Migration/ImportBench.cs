using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Npgsql;
using RunOptions = Ethico.Ops.Bench.Harness.RunOptions;

namespace Ethico.Ops.Bench.Migration;

/// <summary>
/// P1: the import of a planned run through its door, against COPY of the same finished rows into empty tables with the same indexes and
/// checks. P6: its rollback against bare deletes of the run's rows. Each half on a database copied anew.
/// </summary>
internal static class ImportBench
{
    public const int FullRows = 1_000_000;
    private const string Run = "00000000-0000-7000-8000-0000000000cc";
    private static readonly OperatorId By = new(new Guid("00000000-0000-7000-8000-0000000000aa"));

    // A copied table has none of them: each as its original has it, pointing to its own kind where that was copied as well.
    private const string ForeignKeys =
        """
        do $$
        declare
            one record;
        begin
            for one in
                select c.conrelid::regclass::text as holder, c.conname, pg_get_constraintdef(c.oid) as says, t.relname
                from pg_constraint c join pg_class t on t.oid = c.confrelid
                where c.contype = 'f' and c.connamespace = 'platform'::regnamespace and to_regclass('bench.' || (select h.relname from pg_class h where h.oid = c.conrelid)) is not null
            loop
                execute format('alter table %s add constraint %I %s', replace(one.holder, 'platform.', 'bench.'), one.conname,
                    case when to_regclass('bench.' || one.relname) is null then one.says
                        else replace(one.says, 'platform.' || one.relname || '(', 'bench.' || one.relname || '(') end);
            end loop;
        end
        $$
        """;

    private static readonly string[] Tables =
        ["persons", "reports", "cases", "case_reports", "case_persons", "investigations", "case_notes"];

    public static async Task<IReadOnlyList<Figure>> ImportAsync(RunOptions options, CancellationToken ct)
    {
        var rows = options.Of(FullRows);
        var planned = await PlannedAsync(options, ct);
        var finished = await FinishedAsync(planned, rows, ct);
        var files = await UnloadAsync(finished, ct);
        var pairs = await Pairs.MeasureAsync(
            "import s", options.Pairs, token => CopyAsync(planned, files, rows, token), async token =>
            {
                var database = await AnewAsync(planned);
                var seconds = await ImportAsync(database, rows, token);
                await DropAsync(database);
                return seconds;
            }, ct);
        Directory.Delete(files, recursive: true);
        var rate = new Pairs(pairs.Baseline, pairs.Ours);
        return
        [
            new Figure("P1", string.Create(CultureInfo.InvariantCulture, $"COPY of the finished rows into equally indexed empty tables ÷ import of {rows:N0} rows"), 0.4, 0.8, 1 / rate.Ratio, Absolutes(pairs))
            {
                MoreIsBetter = true, Spread = pairs.Spread,
            },
        ];
    }

    /// <summary>P3: how far the memory of the importing process rises, a hundred times the rows against the few.</summary>
    public static async Task<IReadOnlyList<Figure>> MemoryAsync(RunOptions options, CancellationToken ct)
    {
        var few = options with { Scale = options.Scale / 100 };
        var (plannedFew, plannedAll) = (await PlannedAsync(few, ct), await PlannedAsync(options, ct));
        var pairs = await Pairs.MeasureAsync(
            "peak MiB", options.Pairs, token => RiseAsync(plannedFew, few.Of(FullRows), token), token => RiseAsync(plannedAll, options.Of(FullRows), token), ct);
        return
        [
            Figure.Of(
                "P3", string.Create(CultureInfo.InvariantCulture, $"rise of the peak memory while {options.Of(FullRows):N0} rows are imported ÷ while {few.Of(FullRows):N0} are"), 1.5, 1.1, pairs,
                string.Create(CultureInfo.InvariantCulture, $"{pairs.BaselineMedian:F1} → {pairs.OursMedian:F1} MiB")),
        ];
    }

    public static async Task<IReadOnlyList<Figure>> RollbackAsync(RunOptions options, CancellationToken ct)
    {
        var rows = options.Of(FullRows);
        var finished = await FinishedAsync(await PlannedAsync(options, ct), rows, ct);
        var pairs = await Pairs.MeasureAsync(
            "rollback s", options.Pairs, token => DeleteAsync(finished, token), async token =>
            {
                var database = await AnewAsync(finished);
                var seconds = await RollBackAsync(database, rows, token);
                await DropAsync(database);
                return seconds;
            }, ct);
        return [Figure.Of("P6", string.Create(CultureInfo.InvariantCulture, $"rollback of {rows:N0} rows, re-checks and keys included ÷ bare deletes by run"), 3, 1.5, pairs, Absolutes(pairs))];
    }

    private static string Absolutes(Pairs pairs) =>
        string.Create(CultureInfo.InvariantCulture, $"baseline {pairs.BaselineMedian:F1} s, ours {pairs.OursMedian:F1} s");

    public static Task<string> PlannedAsync(RunOptions options, CancellationToken ct) => Dataset.EnsureAsync(
        "planned",
        options,
        async admin =>
        {
            await Sql.ExecuteAsync(admin, (await Sql.TextAsync("import.sql")).Replace("ROWS", options.Of(FullRows).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
            await Sql.ExecuteAsync(admin, "vacuum (analyze)");
            await using var portal = await Portal.OnAsync(new NpgsqlConnectionStringBuilder(admin).Database!);
            var planned = await portal.Get<Planner>().PlanAsync(await GrantAsync(admin, GrantPurpose.Preview), (_, _) => Task.FromResult(Outcome.Done), ct);
            if (planned.Value.Counts.Create != options.Of(FullRows))
                throw new InvalidOperationException($"Planned {planned.Value.Counts}.");
        });

    private static async Task<string> FinishedAsync(string planned, int rows, CancellationToken ct)
    {
        var maintenance = await BenchServer.AdminAsync("postgres");
        var finished = planned + "_done";
        if (await Sql.ValueAsync<bool>(maintenance, "select exists (select from pg_database where datname = $1)", finished))
            return finished;
        var making = await AnewAsync(planned);
        await ImportAsync(making, rows, ct);
        await Sql.ExecuteAsync(await BenchServer.AdminAsync(making), "vacuum (analyze)");
        NpgsqlConnection.ClearAllPools();
        await Sql.ExecuteAsync(maintenance, $"alter database {making} rename to {finished}");
        return finished;
    }

    // The kernel's own high-water mark, set back before: what a collection took away in between is counted too.
    private static async Task<double> RiseAsync(string planned, int rows, CancellationToken ct)
    {
        var database = await AnewAsync(planned);
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        await File.WriteAllTextAsync("/proc/self/clear_refs", "5", ct);
        var before = Status("VmRSS");
        await ImportAsync(database, rows, ct);
        var rise = Status("VmHWM") - before;
        await DropAsync(database);
        return rise / 1024.0;

        static long Status(string name) =>
            long.Parse(File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static async Task<double> ImportAsync(string database, int rows, CancellationToken ct)
    {
        var admin = await BenchServer.AdminAsync(database);
        var grant = await GrantAsync(admin, GrantPurpose.Import);
        await using var portal = await Portal.OnAsync(database);
        var importer = portal.Get<Importer>();
        // A portal that has been running has its model and its connections.
        if ((await portal.Get<Ethico.Ops.Infrastructure.Persistence.OpsDatabase>().RunAsync(grant, (_, _) => Task.FromResult(Outcome.Done), ct)) is { IsAllowed: false } refused)
            throw new InvalidOperationException(refused.Refusal.Sentence);
        var begun = Stopwatch.GetTimestamp();
        if ((await importer.BeginAsync(grant, (_, _, _) => Task.FromResult(Outcome.Done), ct)).Value.Count > 0)
            throw new InvalidOperationException("The plan drifted.");
        BatchResult batch;
        do
            batch = (await importer.NextAsync(grant, By, (_, _, _) => Task.FromResult(Outcome.Done), ct)).Value;
        while (batch.Progress is { CompletedAt: null });
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (batch.Progress?.Created != rows || await Sql.ValueAsync<long>(admin, "select count(*) from platform.cases") != rows)
            throw new InvalidOperationException($"Imported {batch.Progress}.");
        return seconds;
    }

    private static async Task<double> RollBackAsync(string database, int rows, CancellationToken ct)
    {
        var admin = await BenchServer.AdminAsync(database);
        var grant = await GrantAsync(admin, GrantPurpose.Rollback);
        await using var portal = await Portal.OnAsync(database);
        var rollbacker = portal.Get<Rollbacker>();
        // Also warms the portal's model and connections.
        await rollbacker.PreviewAsync(grant, By, ct);
        var begun = Stopwatch.GetTimestamp();
        RollbackProgress step;
        do
            step = (await rollbacker.NextAsync(grant, By, (_, _, _) => Task.FromResult(Outcome.Done), ct)).Value;
        while (!step.IsDone);
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (step.Removed != rows || await Sql.ValueAsync<long>(admin, "select count(*) from platform.cases") != 0)
            throw new InvalidOperationException($"Rolled back {step}.");
        return seconds;
    }

    private static async Task<double> DeleteAsync(string finished, CancellationToken ct)
    {
        var database = await AnewAsync(finished);
        var admin = await BenchServer.AdminAsync(database);
        var begun = Stopwatch.GetTimestamp();
        foreach (var table in (string[])["case_persons", "case_notes", "investigations", "case_reports", "cases", "reports", "persons"])
            await Sql.ExecuteAsync(admin, $"delete from platform.{table} where migration_run_id = '{Run}'");
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await DropAsync(database);
        return seconds;
    }

    private static async Task<string> UnloadAsync(string finished, CancellationToken ct)
    {
        var folder = Directory.CreateTempSubdirectory("ops-import-").FullName;
        await using var connection = new NpgsqlConnection(await BenchServer.AdminAsync(finished));
        await connection.OpenAsync(ct);
        foreach (var table in Tables)
        {
            await using var file = File.Create(Path.Combine(folder, table));
            await using var copy = await connection.BeginRawBinaryCopyAsync($"copy (select * from platform.{table} order by created_at, 1, 2) to stdout (format binary)", ct);
            await copy.CopyToAsync(file, ct);
        }

        return folder;
    }

    // As psql's \copy does it, table by table, into tables with the same indexes, checks and foreign keys, without row security, keys and
    // ledger.
    private static async Task<double> CopyAsync(string planned, string folder, int rows, CancellationToken ct)
    {
        var admin = await BenchServer.AdminAsync(planned);
        await Sql.ExecuteAsync(admin, "drop schema if exists bench cascade; create schema bench");
        foreach (var table in Tables)
            await Sql.ExecuteAsync(admin, $"create table bench.{table} (like platform.{table} including all)");
        await Sql.ExecuteAsync(admin, ForeignKeys);
        await using var connection = new NpgsqlConnection(admin);
        await connection.OpenAsync(ct);
        var begun = Stopwatch.GetTimestamp();
        foreach (var table in Tables)
        {
            await using var file = File.OpenRead(Path.Combine(folder, table));
            await using var copy = await connection.BeginRawBinaryCopyAsync($"copy bench.{table} from stdin (format binary)", ct);
            await file.CopyToAsync(copy, ct);
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        if (await Sql.ValueAsync<long>(admin, "select count(*) from bench.cases") != rows)
            throw new InvalidOperationException("The copy is not whole.");
        await Sql.ExecuteAsync(admin, "drop schema bench cascade");
        NpgsqlConnection.ClearAllPools();
        return seconds;
    }

    public static async Task<RunGrant> GrantAsync(string admin, GrantPurpose purpose)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await Sql.ExecuteAsync(admin, $"update access.run_grant set ended_at = now(), end_reason = 'REPLACED' where ended_at is null");
        await Sql.ExecuteAsync(
            admin,
            $"""
            insert into access.run_grant (id, organization_id, run_id, kind, purpose, operator_id, session_id, expires_at)
            values ($1, '00000000-0000-7000-8000-000000000001', '{Run}', $2, $3, '{By.Value}', '00000000-0000-7000-8000-0000000000ee', now() + interval '1 day')
            """,
            id, purpose is GrantPurpose.Preview ? "RUN" : "IMPORT", purpose.Stored());
        return new(id, new(new Guid(Run)), new(new Guid("00000000-0000-7000-8000-000000000001")), purpose, Epoch: 1);
    }

    public static async Task<string> AnewAsync(string template, string suffix = "copy")
    {
        var copy = $"{template}_{suffix}";
        NpgsqlConnection.ClearAllPools();
        var maintenance = await BenchServer.AdminAsync("postgres");
        await Sql.ExecuteAsync(maintenance, $"drop database if exists {copy} with (force)");
        await Sql.ExecuteAsync(maintenance, $"create database {copy} template {template} strategy file_copy");
        // Grants on a database are not copied with it.
        await Sql.ExecuteAsync(maintenance, $"grant temporary on database {copy} to ops_migration, ops_import");
        return copy;
    }

    public static async Task DropAsync(string database)
    {
        NpgsqlConnection.ClearAllPools();
        await Sql.ExecuteAsync(await BenchServer.AdminAsync("postgres"), $"drop database if exists {database} with (force)");
    }
}
