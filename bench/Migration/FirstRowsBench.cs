using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Data;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Detection;

namespace Ethico.Ops.Bench.Migration;

/// <summary>P5: the first rows of a file of nearly 500 MB, against reading its first megabyte with head.</summary>
internal static class FirstRowsBench
{
    private const int Rows = 1_900_000;

    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var path = Ds1.Ensure(options.Of(Rows), badPercent: 1);
        var detector = FormatDetector.WithKnownSources(FormatLimits.Standard);
        var pairs = await Pairs.MeasureAsync("ms", options.Pairs, token => HeadAsync(path, token), _ => Task.FromResult(Look(path, detector)), ct);
        var absolutes = string.Create(CultureInfo.InvariantCulture,
            $"head {pairs.BaselineMedian:F1} ms, first look {pairs.OursMedian:F1} ms, of {new FileInfo(path).Length / (1 << 20)} MB");
        return
        [
            new Figure("P5a", "first rows of a large file, absolute", 500, 500, pairs.OursMedian, absolutes) { Format = "F0", Unit = " ms", Spread = pairs.Spread },
            Figure.Of("P5b", "first rows of a large file ÷ head -c of its first megabyte (an aim, no must)", 20, 20, pairs, absolutes),
        ];
    }

    private static async Task<double> HeadAsync(string path, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        using var head = Process.Start(new ProcessStartInfo("head", ["-c", "1048576", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var buffer = new byte[1 << 16];
        var total = 0L;
        int count;
        while ((count = await head.StandardOutput.BaseStream.ReadAsync(buffer, ct)) > 0)
            total += count;
        await head.WaitForExitAsync(ct);
        return total == 1 << 20 ? Stopwatch.GetElapsedTime(began).TotalMilliseconds : throw new InvalidOperationException("head read something else.");
    }

    private static double Look(string path, FormatDetector detector)
    {
        var began = Stopwatch.GetTimestamp();
        using var file = File.OpenRead(path);
        var look = detector.Look(file, FormatChoice.Nothing);
        var taken = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        return look.FirstRows.Count == 20 && look.Format.Columns.SequenceEqual(Ds1.Columns, StringComparer.Ordinal) && file.Position < 4 << 20
            ? taken
            : throw new InvalidOperationException("The look found another file, or read on.");
    }
}
