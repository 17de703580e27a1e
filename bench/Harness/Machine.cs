using System.Globalization;
using System.Runtime.InteropServices;

namespace Ethico.Ops.Bench.Harness;

/// <summary>What a figure was taken on: absolutes mean nothing without it.</summary>
internal static class Machine
{
    public static string Describe(string? database)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1024.0 * 1024 * 1024);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} cores, {memory:F0} GiB, {(database is null ? "" : database + ", ")}{RuntimeInformation.FrameworkDescription}");
    }

    /// <summary>Processes that wanted a core over the last minute, others' work included: above the number of cores the machine was not ours alone.</summary>
    public static string Load()
    {
        const string file = "/proc/loadavg";
        return File.Exists(file) ? File.ReadAllText(file).Split(' ')[0] : "unknown";
    }
}
