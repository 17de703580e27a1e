using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Jobs;
using Npgsql;

namespace Ethico.Ops.Bench.Migration;

/// <summary>The portal's own worker in a process of its own, so that it can be killed as a machine kills it.</summary>
internal static class KillWorker
{
    /// <summary>The first argument that makes this program the worker and no benchmark.</summary>
    public const string Word = "kill-worker";

    public const string App = "OPS_BENCH_APP";
    public const string Admin = "OPS_BENCH_ADMIN";
    public const string Batch = "OPS_BENCH_BATCH";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Works until no run asks for an import any more.</summary>
    public static async Task<int> RunAsync(CancellationToken ct)
    {
        var admin = Environment.GetEnvironmentVariable(Admin)!;
        var batchRows = int.Parse(Environment.GetEnvironmentVariable(Batch)!, CultureInfo.InvariantCulture);
        await using var portal = Portal.Over(
            Environment.GetEnvironmentVariable(App)!, admin, BenchServer.AnchorOf(new NpgsqlConnectionStringBuilder(admin).Database!), new ImportOptions { BatchRows = batchRows });
        var worker = portal.Get<RunWorker>();
        Console.WriteLine("ready");
        while (await Sql.ValueAsync<bool>(admin, "select exists (select from migration.runs where state in ($1, $2))", RunState.ImportQueued.Stored(), RunState.Importing.Stored()))
        {
            // Woken by the scheduler in the portal; often enough here that the wait is the lease's and not the bench's.
            await worker.WorkDueAsync(ct);
            await Task.Delay(Look, TimeProvider.System, ct);
        }

        return string.Equals(await Sql.ValueAsync<string>(admin, "select state from migration.runs"), RunState.Imported.Stored(), StringComparison.Ordinal) ? 0 : 1;
    }
}
