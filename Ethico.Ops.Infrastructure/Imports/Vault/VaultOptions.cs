using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Ethico.Ops.Infrastructure.Imports;

/// <param name="Folder"><c>Migration:VaultPath</c>, outside the web root; in the data folder if not set.</param>
/// <param name="MasterKey"><c>Migration:MasterKey</c>: 32 bytes, base64. Wraps the key of each file.</param>
internal sealed record VaultOptions(string Folder, byte[] MasterKey)
{
    private const int KeyBytes = 32;

    /// <summary>From configuration. In Development a missing master key is made once and kept; anywhere else it ends the start.</summary>
    /// <exception cref="StartRefused">The key is missing or not 32 bytes of base64.</exception>
    public static VaultOptions Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var data = OpsPaths.DataPath(configuration, environment.ContentRootPath);
        var folder = configuration["Migration:VaultPath"] is { Length: > 0 } path ? Path.GetFullPath(path, environment.ContentRootPath) : Path.Combine(data, "vault");
        if (configuration["Migration:MasterKey"] is not { Length: > 0 } text)
        {
            return environment.IsDevelopment()
                ? new(folder, KeptKey.In(Path.Combine(data, "vault.key"), KeyBytes))
                : throw new StartRefused("Migration:MasterKey is missing: 32 random bytes as base64, kept for as long as uploaded files are.");
        }

        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length == KeyBytes
            ? new(folder, key[..length])
            : throw new StartRefused("Migration:MasterKey is not a key: it takes 32 bytes as base64.");
    }
}
