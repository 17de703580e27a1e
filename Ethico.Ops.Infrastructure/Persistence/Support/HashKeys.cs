using Ethico.Ops.Infrastructure.Demo;
using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

/// <summary>Keys of the keyed hashes. Both at least 32 bytes, base64 in configuration.</summary>
/// <param name="Audit"><c>Audit:HashKey</c>: values in before and after that are not Public.</param>
/// <param name="Mail"><c>Platform:MailKey</c>: the platform's own, its <c>email_hash</c> is made with it. Null: exact mail search is off.</param>
internal sealed record HashKeys(byte[] Audit, byte[]? Mail)
{
    private const int Least = 32;

    /// <summary>
    /// From configuration. In Development a missing audit key is made once and kept in the data folder, and the mail key is the demo
    /// data's; anywhere else a missing audit key ends the start.
    /// </summary>
    /// <exception cref="StartRefused">A key is missing, too short or not base64.</exception>
    public static HashKeys Read(IConfiguration configuration, IHostEnvironment environment)
    {
        var audit = Read(configuration, "Audit:HashKey");
        var mail = Read(configuration, "Platform:MailKey");
        if (!environment.IsDevelopment())
            return new(audit ?? throw new StartRefused("Audit:HashKey is missing: at least 32 random bytes as base64, kept for as long as the audit trail."), mail);
        audit ??= KeptKey.In(Path.Combine(OpsPaths.DataPath(configuration, environment.ContentRootPath), "audit-hash.key"), Least);
        return new(audit, mail ?? DemoSettings.MailKey.ToArray());
    }

    private static byte[]? Read(IConfiguration configuration, string name)
    {
        if (configuration[name] is not { Length: > 0 } text)
            return null;
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length >= Least
            ? key[..length]
            : throw new StartRefused($"{name} is not a key: it takes at least {Least} bytes as base64.");
    }
}
