using System.Diagnostics;
using System.Text;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>
/// The operating system's user a private server runs as. PostgreSQL refuses to run as root, so root hands over to <c>postgres</c>
/// or <c>nobody</c>; anybody else runs it as themselves.
/// </summary>
internal sealed class ServerAccount
{
    public static readonly ServerAccount Ourselves = new(null);

    private ServerAccount(string? name) => Name = name;

    /// <summary>Null: the user we are.</summary>
    public string? Name { get; }

    public static ServerAccount Current()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return Ourselves;

        var known = File.ReadLines("/etc/passwd").Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return new ServerAccount(Array.Find(["postgres", "nobody"], known.Contains)
            ?? throw new StartRefused("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as: start the portal as an ordinary user."));
    }

    /// <summary>Whether this user gets through to the folder: a repository below root's home is closed to everybody else.</summary>
    public async Task<bool> ReachesAsync(string folder, CancellationToken ct) =>
        Name is null || (await RunAsync("/bin/sh", ["-c", "test -x \"$1\"", "sh", folder], ct)).ExitCode == 0;

    /// <summary>Makes the folder and what is in it this user's. Links are changed themselves, never what they point to.</summary>
    public async Task OwnAsync(string path, CancellationToken ct)
    {
        if (Name is null)
            return;

        var result = await Ourselves.RunAsync("chown", ["-R", "-h", "-P", Name, path], ct);
        if (result.ExitCode != 0)
            throw new StartRefused($"The folder {path} cannot be handed to user {Name}, who runs the private PostgreSQL: {result.Output}");
    }

    /// <summary>Runs a program to its end as this user. What it prints on both streams comes back as one text.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            // Our own folder may be closed to the other user.
            WorkingDirectory = Path.GetPathRoot(Environment.SystemDirectory) is { Length: > 0 } root ? root : "/",
        };
        if (Name is not null)
            start.UserName = Name;

        // PGDATA and its like would send the tools elsewhere, and messages are read in English.
        foreach (var name in start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        var text = new StringBuilder().Append(await output).Append(await errors);
        return (process.ExitCode, text.ToString().Trim());
    }
}
