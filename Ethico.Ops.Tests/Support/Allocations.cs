using System.Diagnostics;

namespace Ethico.Ops.Tests.Support;

/// <summary>What code allocates once it is optimised, whatever else the machine is at.</summary>
internal static class Allocations
{
    // Only what never gets to none waits as long.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The fewest bytes one turn allocated on this thread. Code as first compiled boxes what optimised code keeps in registers, and on a
    /// busy machine the optimising comes late: turns are taken until one allocates nothing.
    /// </summary>
    public static long Least(Action turn)
    {
        var began = Stopwatch.GetTimestamp();
        var least = long.MaxValue;
        do
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            turn();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Thread.Yield();
        }
        while (least > 0 && Stopwatch.GetElapsedTime(began) < Most);
        return least;
    }
}
