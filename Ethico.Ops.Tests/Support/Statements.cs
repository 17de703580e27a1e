using System.Collections.Concurrent;
using System.Diagnostics;

namespace Ethico.Ops.Tests.Support;

/// <summary>Counts the statements that one piece of work sends, by its trace: other tests' are not in it.</summary>
internal static class Statements
{
    /// <param name="settled">Asked again and again after the work, until for a while nothing is sent any more; null: the work is all.</param>
    public static async Task<int> CountAsync(Func<Task> work, Func<Task>? settled = null) => (await OfAsync(work, settled)).Count;

    /// <summary>Their texts. A batch is one, for it is one trip.</summary>
    /// <param name="work">As above.</param>
    /// <param name="settled">As above.</param>
    public static async Task<IReadOnlyCollection<string>> OfAsync(Func<Task> work, Func<Task>? settled = null)
    {
        ConcurrentQueue<string> sent = [];
        var running = 0;
        ActivityTraceId trace = default;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStarted = activity =>
            {
                if (activity.Source.Name is "Npgsql" && activity.TraceId == trace)
                    Interlocked.Increment(ref running);
            },
            ActivityStopped = activity =>
            {
                if (activity.Source.Name is "Npgsql" && activity.TraceId == trace)
                    Interlocked.Decrement(ref running);
                if (activity.Source.Name is "Npgsql" && activity.TraceId == trace && activity.GetTagItem("db.query.text") is string text)
                    sent.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var root = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        trace = root.TraceId;
        await work();
        for (var (still, before) = (0, -1); settled is not null && still < 20; still = Volatile.Read(ref running) == 0 && before == sent.Count ? still + 1 : 0)
        {
            before = sent.Count;
            await settled();
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        return sent;
    }
}
