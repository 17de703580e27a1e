using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Infrastructure.Postgres;

namespace Ethico.Ops.Tests.Support.Portal;

/// <summary>The portal as a process of its own, as it is run: its dll, its environment, signals from outside.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    private const string Answers = "The portal answers at ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly ConcurrentQueue<string> lines = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PortalProcess(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, said) => Take(said.Data);
        process.ErrorDataReceived += (_, said) => Take(said.Data);
    }

    public Uri Address => address.Task.Result;

    public string Output => string.Join('\n', lines);

    /// <summary>Records of level Error and above.</summary>
    public IReadOnlyList<string> Errors => [.. lines.Where(line => line.Contains("\"@l\":\"Error\"", StringComparison.Ordinal) || line.Contains("\"@l\":\"Fatal\"", StringComparison.Ordinal))];

    /// <param name="database">Shared with whoever else works on it.</param>
    /// <param name="dataPath">Where it keeps its keys; portals of one database share it, as deployed ones share their secrets.</param>
    public static async Task<PortalProcess> StartAsync(TestDatabase database, string dataPath)
    {
        var root = OpsPaths.RepositoryRoot(AppContext.BaseDirectory);
        // Built in the same configuration as this test.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)).Parent!.Name;
        var home = Path.Combine(root, "Ethico.Ops.Portal");
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ConnectionStrings__Ops"] = database.AppConnectionString,
                ["Ops__DataPath"] = dataPath,
                ["Audit__AnchorPath"] = Path.Combine(dataPath, "anchor.jsonl"),
            },
        };
        foreach (var argument in (string[])[Path.Combine(home, "bin", configuration, "net10.0", "Ethico.Ops.Portal.dll"), "--contentRoot", home, "--urls", "http://127.0.0.1:0"])
            start.ArgumentList.Add(argument);
        var portal = new PortalProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        portal.process.Exited += (_, _) => portal.address.TrySetException(new InvalidOperationException("The portal ended: " + portal.Output));
        portal.process.Start();
        portal.process.BeginOutputReadLine();
        portal.process.BeginErrorReadLine();
        await portal.address.Task.WaitAsync(Patience);
        return portal;
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("/bin/kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task<int> ExitAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        if (line.StartsWith(Answers, StringComparison.Ordinal))
            address.TrySetResult(new Uri(line[Answers.Length..]));
    }
}
