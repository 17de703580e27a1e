using System.Diagnostics;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Infrastructure.Postgres;

namespace Ethico.Ops.Bench.Circuits;

/// <summary>Both sides as they are shipped: the portal, and what <c>dotnet new blazor --interactivity Server</c> makes, published in Release.</summary>
internal static class Published
{
    // Ours says what a project is built with; the template is to be built as it comes.
    private const string Untouched = "<Project />";

    public static async Task<string> PortalAsync(CancellationToken ct)
    {
        var root = OpsPaths.RepositoryRoot(AppContext.BaseDirectory);
        var folder = Path.Combine(BenchServer.WorkFolder, "portal");
        await RunAsync(root, ct, "publish", "Ethico.Ops.Portal", "-c", "Release", "-o", folder, "-v", "q");
        return Path.Combine(folder, "Ethico.Ops.Portal.dll");
    }

    public static async Task<string> BareAsync(CancellationToken ct)
    {
        var source = Path.Combine(BenchServer.WorkFolder, "bare-source");
        var folder = Path.Combine(BenchServer.WorkFolder, "bare");
        if (!File.Exists(Path.Combine(source, "Bare.csproj")))
        {
            Directory.CreateDirectory(source);
            foreach (var name in (string[])["Directory.Build.props", "Directory.Packages.props", "Directory.Build.targets"])
                await File.WriteAllTextAsync(Path.Combine(source, name), Untouched, ct);
            await File.WriteAllTextAsync(Path.Combine(source, ".editorconfig"), "root = true\n", ct);
            await RunAsync(source, ct, "new", "blazor", "--interactivity", "Server", "-n", "Bare", "-o", ".", "--no-restore");
        }

        await RunAsync(source, ct, "publish", "-c", "Release", "-o", folder, "-v", "q");
        return Path.Combine(folder, "Bare.dll");
    }

    private static async Task RunAsync(string folder, CancellationToken ct, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        if (process.ExitCode is not 0)
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} failed: {said}");
    }
}
