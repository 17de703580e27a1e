using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Infrastructure.Imports.Engine;
using RunOptions = Ethico.Ops.Bench.Harness.RunOptions;

namespace Ethico.Ops.Bench.Migration;

/// <summary>
/// R1: an import by a worker process of its own, killed with SIGKILL at a seeded moment (every second one at the edge of a commit), taken
/// over by another and compared with one nobody disturbed.
/// </summary>
internal static class KillsBench
{
    private const int FullRows = 20_000;
    private const int Seed = 20260301;

    // The smallest allowed, so that few rows have many edges.
    private const int SmallBatch = 1_000;

    private static readonly TimeSpan Most = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan MostAtFullSize = TimeSpan.FromMinutes(30);

    /// <summary>
    /// --pairs says how many kills, --scale how many rows (1 is 20,000), --lanes how many side by side: most of a kill is the silence of a
    /// lease. The moments are drawn beforehand, so neither their order nor their lane changes them.
    /// </summary>
    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var rows = options.Of(FullRows);
        var planned = await ImportBench.PlannedAsync(options with { Scale = rows / (double)ImportBench.FullRows }, ct);
        var lanes = Enumerable.Range(1, Math.Min(options.Lanes, options.Pairs)).Select(lane => new DisturbedImport(planned, $"lane{lane}", SmallBatch)).ToList();

        // Side by side as the killed ones: their time is the one the moments are shares of. The first round finds everything cold.
        _ = await Task.WhenAll(lanes.Select(lane => lane.CalmAsync(ct)));
        var undisturbed = await Task.WhenAll(lanes.Select(lane => lane.CalmAsync(ct)));
        var calm = new Sample(undisturbed.Select(u => u.Seconds)).Median;
        var expected = undisturbed[0].Picture;
        if (undisturbed.Any(u => !string.Equals(u.Picture, expected, StringComparison.Ordinal)))
            throw new InvalidOperationException("Undisturbed imports differ from each other.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  undisturbed, {lanes.Count} side by side: {calm:F1} s for {rows:N0} rows"));

        var left = new ConcurrentQueue<Kill>(Kill.Draw(Seed, options.Pairs));
        var done = new ConcurrentBag<Survival>();
        var begun = Stopwatch.GetTimestamp();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        try
        {
            await Task.WhenAll(lanes.Select((lane, at) => WorkAsync(lane, at + 1)));
        }
        catch
        {
            Console.WriteLine($"  stopped: {Words()}; wrong: {Wrong()}");
            throw;
        }

        return
        [
            new Figure("R1", string.Create(CultureInfo.InvariantCulture, $"imports of {rows:N0} rows that lost, doubled or orphaned a row after kill -9"), 0, 0, Wrong(), Words()) { Format = "F0" },
            new Figure("R1b", "longest time from the kill to the next batch of another process", 30, 15, done.Max(s => s.Resumed), Words()) { Unit = " s", Format = "F1" },
        ];

        async Task WorkAsync(DisturbedImport lane, int number)
        {
            try
            {
                while (!stop.IsCancellationRequested && left.TryDequeue(out var kill))
                {
                    var survived = await lane.KilledAsync(kill, rows, calm, Most, stop.Token);
                    done.Add(survived);
                    Tell(survived, number);
                }

                stop.Token.ThrowIfCancellationRequested();
            }
            catch
            {
                // One lane's fault ends the others as well.
                await stop.CancelAsync();
                throw;
            }
        }

        void Tell(Survival survived, int lane)
        {
            if (IsWrong(survived))
                Console.WriteLine($"  WRONG, kill {survived.Kill.Number}: {survived.Picture} instead of {expected}");
            var spent = Stopwatch.GetElapsedTime(begun);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  kill {survived.Kill.Number} (lane {lane}): {(survived.Kill.IsAtEdge ? "edge" : "time")} at position {survived.Position:N0}, resumed after {survived.Resumed:F1} s; {done.Count} of {options.Pairs}, {Wrong()} wrong, some {spent.TotalMinutes / done.Count * (options.Pairs - done.Count):F0} min left"));
        }

        bool IsWrong(Survival survived) => !string.Equals(survived.Picture, expected, StringComparison.Ordinal);

        int Wrong() => done.Count(IsWrong);

        string Words() => done.IsEmpty ? "no kill" : string.Create(
            CultureInfo.InvariantCulture,
            $"{done.Count} kills in {lanes.Count} lanes, {done.Count(s => s.Position <= 1)} before the first batch, {done.Count(s => s.Position > rows)} behind the last, {done.Count(s => s.WasOver)} of these behind the end; undisturbed {calm:F1} s, with a kill {new Sample(done.Select(s => s.Total)).Median:F1} s; resumed after {new Sample(done.Select(s => s.Resumed)).Median:F1} s, at most {done.Max(s => s.Resumed):F1} s");
    }

    /// <summary>The other half of R1: the time of an import with one kill in it against an undisturbed one, alone and of a size where ten seconds of silence are little (1 is 1,000,000 rows).</summary>
    public static async Task<IReadOnlyList<Figure>> RatioAsync(RunOptions options, CancellationToken ct)
    {
        var rows = options.Of(ImportBench.FullRows);
        var import = new DisturbedImport(await ImportBench.PlannedAsync(options, ct), "ratio", new ImportOptions().BatchRows);
        // All at edges, by their share of the rows: a share of a time nobody has measured yet is no moment. One more for the pair that warms up.
        var kills = new Queue<Kill>(Kill.Draw(Seed, options.Pairs + 1).Select(kill => kill with { IsAtEdge = true }));
        List<double> resumed = [];
        string? expected = null;
        var pairs = await Pairs.MeasureAsync(
            "import s", options.Pairs, async token =>
            {
                var calm = await import.CalmAsync(token);
                expected ??= calm.Picture;
                return string.Equals(calm.Picture, expected, StringComparison.Ordinal) ? calm.Seconds : throw new InvalidOperationException("Undisturbed imports differ from each other.");
            },
            async token =>
            {
                var survived = await import.KilledAsync(kills.Dequeue(), rows, 0, MostAtFullSize, token);
                resumed.Add(survived.Resumed);
                return string.Equals(survived.Picture, expected, StringComparison.Ordinal) ? survived.Total : throw new InvalidOperationException($"Killed at {survived.Position}: {survived.Picture} instead of {expected}.");
            }, ct);
        return
        [
            Figure.Of(
                "R1c", string.Create(CultureInfo.InvariantCulture, $"import of {rows:N0} rows with one kill -9 ÷ undisturbed"), 1.25, 1.1, pairs,
                string.Create(CultureInfo.InvariantCulture, $"undisturbed {pairs.BaselineMedian:F1} s, with a kill {pairs.OursMedian:F1} s, resumed after {new Sample(resumed).Median:F1} s, at most {resumed.Max():F1} s")),
        ];
    }
}
