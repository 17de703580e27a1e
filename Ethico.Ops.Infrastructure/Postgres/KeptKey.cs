using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>A key that Development makes once and keeps beside its database, readable by its owner only.</summary>
internal static class KeptKey
{
    public static byte[] In(string path, int bytes)
    {
        if (!File.Exists(path))
            Make(path, bytes);
        return Convert.FromBase64String(File.ReadAllText(path).Trim());
    }

    // Two portals may start on one folder: a key appears whole or not at all, and the first one there is everybody's.
    private static void Make(string path, int bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var made = $"{path}.{Guid.CreateVersion7():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(made, options))
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes))));
        try
        {
            File.Move(made, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(made);
        }
    }
}
