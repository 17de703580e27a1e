using System.Diagnostics;

namespace Ethico.Ops.Portal;

/// <summary>The id that ties an audit entry, the log and the trace of one act together.</summary>
internal static class Correlation
{
    private static readonly ActivitySource Acts = new("Ethico.Ops.Portal");

    public static string SourceName => Acts.Name;

    /// <summary>32 hexadecimal digits: the running trace's, or fresh ones.</summary>
    public static string Current() => (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();

    /// <summary>
    /// Begins a trace of its own: one click is one act, and not a part of the hours its WebSocket request has been open. Runs whether or
    /// not anybody samples it, because the id is needed anyway.
    /// </summary>
    public static Activity Begin(string name)
    {
        Activity.Current = null;
        return Acts.StartActivity(name) ?? new Activity(name).SetIdFormat(ActivityIdFormat.W3C).Start();
    }
}
