using System.Runtime.InteropServices;
using Ethico.Ops.Bench;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Bench.Migration;
using Ethico.Ops.Infrastructure.Postgres;

if (args is [KillWorker.Word])
    return await KillWorker.RunAsync(CancellationToken.None);

var options = RunOptions.Parse(args);
var unknown = options.Names.Except(Catalogue.All.Select(each => each.Name), StringComparer.Ordinal).ToList();
if (options.Names.Count == 0 || unknown.Count > 0)
{
    if (unknown.Count > 0)
        Console.WriteLine($"There is no benchmark {string.Join(", ", unknown)}. There are:");
    Console.WriteLine("dotnet run -c Release --project bench -- <name>… [--pairs 5] [--scale 1] [--seconds 8] [--lanes 6] [--keep] [--dry]");
    foreach (var each in Catalogue.All)
        Console.WriteLine($"  {each.Name,-18} {each.Goals}");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
// A run in the background is stopped by its id, and takes its workers and its server with it.
using var ended = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});

var results = Path.Combine(OpsPaths.RepositoryRoot(AppContext.BaseDirectory), "bench", "RESULTS.md");
await using var end = new BenchEnd();
foreach (var name in options.Names)
{
    var benchmark = Catalogue.All.Single(each => string.Equals(each.Name, name, StringComparison.Ordinal));
    var before = Machine.Load();
    Console.WriteLine($"{benchmark.Name} ({benchmark.Goals}), load {before}");
    var figures = await benchmark.RunAsync(options, stop.Token);

    var machine = Machine.Describe(await BenchEnd.DatabaseVersionAsync());
    var load = $"{before} → {Machine.Load()}";
    var rows = figures.ToDictionary(f => f.Goal, f => Results.Row(f, options.Pairs, TimeProvider.System.GetUtcNow(), machine, load), StringComparer.Ordinal);
    foreach (var row in rows.Values)
        Console.WriteLine(row);
    if (options.Records)
        Results.Write(results, rows);
}

return 0;
