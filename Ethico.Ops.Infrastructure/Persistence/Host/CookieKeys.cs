using System.Security.Cryptography.X509Certificates;
using Ethico.Ops.Infrastructure.Postgres;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Ethico.Ops.Infrastructure.Persistence.Host;

/// <summary>
/// The key ring all portal processes share (quality.md H12). Outside Development its keys are encrypted with a certificate, and a ring
/// that is empty or cannot be read stops the start: a silently new one would sign everybody out and hide a restored or swapped database.
/// </summary>
internal static class CookieKeys
{
    public static IServiceCollection AddCookieKeys(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddDbContext<HostDbContext>((provider, options) =>
            options.UseNpgsql(provider.GetRequiredService<OpsDataSources>().Portal).UseSnakeCaseNamingConvention());
        var keys = services.AddDataProtection().SetApplicationName("ethico-ops").PersistKeysToDbContext<HostDbContext>();
        if (Certificate(configuration) is { } certificate)
            keys.ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate([certificate, .. Earlier(configuration)]);
        else if (!environment.IsDevelopment())
            throw new StartRefused("The portal's cookie keys need a certificate outside Development: set DataProtection:CertificatePath (a .pfx file) and DataProtection:CertificatePassword.");
        return services;
    }

    /// <exception cref="StartRefused">The ring is empty without leave to make one, or holds no key this process can read.</exception>
    public static async Task CheckAsync(IServiceProvider services, IConfiguration configuration, IHostEnvironment environment, CancellationToken ct)
    {
        if (environment.IsDevelopment())
            return;

        await using var scope = services.CreateAsyncScope();
        if (!await scope.ServiceProvider.GetRequiredService<HostDbContext>().DataProtectionKeys.AnyAsync(ct))
        {
            if (configuration.GetValue<bool>("DataProtection:AllowNewKeyRing"))
                return;
            throw new StartRefused("The database holds no cookie keys: restore them, or set DataProtection:AllowNewKeyRing to true for the first start of a new portal.");
        }

        if (!services.GetRequiredService<IKeyManager>().GetAllKeys().Any(IsReadable))
            throw new StartRefused("None of the cookie keys in the database can be read with DataProtection:CertificatePath: give the certificate they were made with, or list it in DataProtection:EarlierCertificatePath.");
    }

    private static bool IsReadable(IKey key)
    {
        try
        {
            return !key.IsRevoked && key.CreateEncryptor() is not null;
        }
        catch (Exception fault) when (fault is System.Security.Cryptography.CryptographicException or InvalidOperationException)
        {
            return false;
        }
    }

    private static X509Certificate2? Certificate(IConfiguration configuration) =>
        Load(configuration["DataProtection:CertificatePath"], configuration["DataProtection:CertificatePassword"]);

    // After a change of certificate the old keys stay readable until they have aged out.
    private static IEnumerable<X509Certificate2> Earlier(IConfiguration configuration) =>
        Load(configuration["DataProtection:EarlierCertificatePath"], configuration["DataProtection:EarlierCertificatePassword"]) is { } earlier ? [earlier] : [];

    private static X509Certificate2? Load(string? path, string? password)
    {
        if (string.IsNullOrEmpty(path))
            return null;
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(path, password);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new StartRefused($"The certificate for the cookie keys cannot be read from {path}: check the path and its password.", fault);
        }
    }
}
