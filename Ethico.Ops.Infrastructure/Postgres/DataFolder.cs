using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>
/// The folder of a private server, held by one portal at a time: the lock, the passwords, and the mark of a first start that has
/// not come to its end.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <summary>Whether a first start began here and did not end: what it left is to be thrown away.</summary>
    public bool IsUnfinished => File.Exists(UnfinishedMark);

    private string UnfinishedMark => In("unfinished");

    private string LocationFile => In("location");

    public static DataFolder Claim(string path)
    {
        try
        {
            Directory.CreateDirectory(path);

            // An flock: it ends with the process that holds it, however that ends, and the server does not inherit it.
            var held = new FileStream(System.IO.Path.Combine(path, "portal.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            File.WriteAllText(System.IO.Path.Combine(path, "portal.pid"), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(path, held);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new StartRefused($"The portal may not write to {path}, where its database would be: run it as the folder's owner, or set Ops:DataPath to another folder.", error);
        }
        catch (IOException error) when (File.Exists(System.IO.Path.Combine(path, "portal.pid")))
        {
            throw new StartRefused($"Another portal (process {File.ReadAllText(System.IO.Path.Combine(path, "portal.pid")).Trim()}) is using {path}: stop it, or set Ops:DataPath to another folder for this one.", error);
        }
    }

    public void BeginFirstStart() => File.WriteAllText(UnfinishedMark, "The first start of this database has begun and has not ended. The next start begins anew.\n");

    public void EndFirstStart() => File.Delete(UnfinishedMark);

    /// <summary>
    /// Where the server's own files are: in this folder, or, where its user cannot get through to it, in a place of the system
    /// that is remembered here.
    /// </summary>
    public async Task<string> ServerHomeAsync(ServerAccount account, CancellationToken ct)
    {
        if (File.Exists(LocationFile))
            return (await File.ReadAllTextAsync(LocationFile, ct)).Trim();

        if (await account.ReachesAsync(Path, ct))
            return In("server");

        foreach (var place in (string[])["/var/lib/ethico-ops", "/var/tmp/ethico-ops"])
        {
            Directory.CreateDirectory(place);
            if (!await account.ReachesAsync(place, ct))
                continue;

            var home = System.IO.Path.Combine(place, Name(Path));
            await File.WriteAllTextAsync(LocationFile, home + "\n", ct);
            return home;
        }

        throw new StartRefused($"User {account.Name}, who runs the private PostgreSQL, gets through neither to {Path} nor to /var/lib/ethico-ops: set Ops:DataPath to a folder that is open to that user.");
    }

    /// <summary>The two passwords, made on first use and kept in a file that only the portal's user can read.</summary>
    public LocalPasswords Passwords()
    {
        var file = In("passwords.json");
        if (File.Exists(file) && JsonSerializer.Deserialize<LocalPasswords>(File.ReadAllText(file)) is { } kept)
            return kept;

        var made = new LocalPasswords(RandomNumberGenerator.GetHexString(40, lowercase: true), RandomNumberGenerator.GetHexString(40, lowercase: true));
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

        // Written aside and moved: a kill in between must not leave half a file that locks everybody out.
        using (var stream = new FileStream(file + ".new", options))
            JsonSerializer.Serialize(stream, made);
        File.Move(file + ".new", file, overwrite: true);
        return made;
    }

    public bool HasPasswords => File.Exists(In("passwords.json"));

    /// <summary>A short name for a path, the same every time.</summary>
    public static string Name(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)))[..12];

    public void Dispose() => _lock.Dispose();

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
