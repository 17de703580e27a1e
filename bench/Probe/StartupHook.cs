using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.Sockets;

/// <summary>
/// Looked for by the runtime under this very name in the assembly DOTNET_STARTUP_HOOKS points to. Put into the process of either side, it
/// answers on a socket how much managed memory lives after a full collection: the portal is measured as shipped, the bare page as it comes.
/// </summary>
[SuppressMessage("Design", "CA1050:Declare types in namespaces", Justification = "The runtime looks for this type without a namespace.")]
[SuppressMessage("Design", "MA0047:Declare types in namespaces", Justification = "The runtime looks for this type without a namespace.")]
internal static class StartupHook
{
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable("OPS_BENCH_PROBE") is not { Length: > 0 } path)
            return;
        File.Delete(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(() => Answer(listener)) { IsBackground = true, Name = "probe" }.Start();
    }

    private static void Answer(Socket listener)
    {
        while (true)
        {
            using var peer = listener.Accept();
            using var text = new StreamWriter(new NetworkStream(peer));
            text.WriteLine(Live().ToString(CultureInfo.InvariantCulture));
        }
    }

    [SuppressMessage("Critical Code Smell", "S1215:GC.Collect should not be called", Justification = "What lives is asked for, not what lies about.")]
    private static long Live()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
