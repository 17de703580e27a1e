using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Ethico.Ops.Bench.Circuits;

/// <summary>One of the two servers, in a process of its own, started the same way.</summary>
internal sealed class Side : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _probe;

    private Side(Process process, string probe, Uri address)
    {
        _process = process;
        _probe = probe;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>From the process's start until <paramref name="isReady"/> said yes, asked every few milliseconds.</summary>
    public TimeSpan Started { get; private set; }

    public static async Task<Side> StartAsync(
        string program, IReadOnlyDictionary<string, string> settings, Func<Uri, CancellationToken, Task<bool>> isReady, CancellationToken ct)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}"));
        var probe = Path.Combine(Path.GetTempPath(), $"ops-bench-{address.Port}.sock");
        // As whoever deployed it starts it: what brings its own runtime is a program, the other is the runtime's.
        var own = Path.ChangeExtension(program, null);
        var start = File.Exists(Path.Combine(Path.GetDirectoryName(program)!, "libcoreclr.so")) ? new ProcessStartInfo(own) : new ProcessStartInfo("dotnet", [program]);
        (start.WorkingDirectory, start.RedirectStandardOutput, start.RedirectStandardError, start.UseShellExecute) = (Path.GetDirectoryName(program)!, true, true, false);
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, "Ethico.Ops.Bench.Probe.dll");
        start.Environment["OPS_BENCH_PROBE"] = probe;
        foreach (var (name, value) in settings)
            start.Environment[name] = value;

        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        // Read on, or a full pipe stops the process.
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, said) => { if (said.Data is { Length: > 0 } text) Console.Error.WriteLine(text); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var side = new Side(process, probe, address);
        try
        {
            while (!await ReadyAsync(isReady, address, ct))
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, ct);
            }

            side.Started = watch.Elapsed;
            return side;
        }
        catch
        {
            await side.DisposeAsync();
            throw;
        }
    }

    /// <summary>Bytes of managed memory that live after a full collection.</summary>
    public async Task<long> LiveBytesAsync(CancellationToken ct)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_probe), ct);
        using var text = new StreamReader(new NetworkStream(socket));
        return long.Parse((await text.ReadLineAsync(ct))!, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        File.Delete(_probe);
    }

    private static async Task<bool> ReadyAsync(Func<Uri, CancellationToken, Task<bool>> isReady, Uri address, CancellationToken ct)
    {
        try
        {
            return await isReady(address, ct);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
