using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>A key that Development makes once and keeps beside its database, readable by its owner only.</summary>
internal static class KeptKey
{
    public static byte[] In(string path, int bytes)
    {
        if (File.Exists(path))
            return Convert.FromBase64String(File.ReadAllText(path).Trim());
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var key = RandomNumberGenerator.GetBytes(bytes);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(key)));
        return key;
    }
}
