using System.Diagnostics;

namespace Ethico.Ops.Tests.Support;

/// <summary>Counts the statements that one piece of work sends, by its trace: other tests' are not in it.</summary>
internal static class Statements
{
    public static async Task<int> CountAsync(Func<Task> work)
    {
        var count = 0;
        ActivityTraceId trace = default;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name is "Npgsql" && activity.TraceId == trace && activity.GetTagItem("db.query.text") is not null)
                    Interlocked.Increment(ref count);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var root = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        trace = root.TraceId;
        await work();
        return count;
    }
}
