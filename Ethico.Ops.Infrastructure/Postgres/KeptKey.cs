using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>A key that Development makes once and keeps beside its database, readable by its owner only.</summary>
internal static class KeptKey
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Random bytes, kept as base64.</summary>
    /// <exception cref="StartRefused">The file cannot be read or written.</exception>
    public static byte[] In(string path, int bytes) =>
        Convert.FromBase64String(Text(path, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes))));

    /// <summary>What the file holds; what <paramref name="make"/> gives, if it holds nothing yet.</summary>
    /// <exception cref="StartRefused">The file cannot be read or written.</exception>
    public static string Text(string path, Func<string> make)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = Alone(path);
            using var reader = new StreamReader(file, Encoding.ASCII);

            // Empty: new, or left by whoever died over it. Nobody has used it yet.
            return reader.ReadToEnd().Trim() is { Length: > 0 } kept ? kept : Written(file, make());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"The key {path} cannot be read or written: check who may, whether another program holds it, and whether the disk is full.", fault);
        }
    }

    private static string Written(FileStream file, string text)
    {
        try
        {
            file.Write(Encoding.ASCII.GetBytes(text));
            file.Flush(flushToDisk: true);
            return text;
        }
        catch (IOException)
        {
            file.SetLength(0);
            throw;
        }
    }

    // Two portals may start on one folder. File.Move that must not overwrite looks first and renames then, so the second could still
    // take the first's place; the operating system's lock on the file lets one in at a time, and lets go of whoever dies.
    private static FileStream Alone(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        FileStream? held = null;
        IOException? refused = null;
        SpinWait.SpinUntil(
            () =>
            {
                try
                {
                    held = new(path, options);
                }
                catch (IOException fault)
                {
                    refused = fault;
                }

                return held is not null;
            },
            Patience);
        return held ?? throw refused!;
    }
}
