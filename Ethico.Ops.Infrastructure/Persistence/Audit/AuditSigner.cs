using System.Security.Cryptography;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Infrastructure.Postgres;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>The signing key, from configuration; in Development made once and kept beside the private server.</summary>
internal sealed class AuditSigner : IAuditSigner, IDisposable
{
    private readonly ECDsa key;
    private readonly Lock gate = new();

    private AuditSigner(ECDsa key)
    {
        this.key = key;
        var publicKey = key.ExportSubjectPublicKeyInfo();
        PublicKey = publicKey;
        KeyId = AuditSeal.KeyId(publicKey);
    }

    public string KeyId { get; }

    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <exception cref="StartRefused">The key cannot be read, or is of another kind.</exception>
    public static AuditSigner Open(AuditOptions options)
    {
        var pem = options.SigningKey switch
        {
            null => KeptKey.Text(Path.Combine(options.KeepIn, "audit-signing-key.pem"), Made),
            { } given when given.Contains("-----BEGIN", StringComparison.Ordinal) => given,
            { } path => Read(path),
        };
        var read = ECDsa.Create();
        try
        {
            read.ImportFromPem(pem);
            if (read.KeySize != 256 || read.ExportParameters(includePrivateParameters: true).D is null)
                throw new CryptographicException("Not a private key of P-256.");
            return new AuditSigner(read);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            read.Dispose();
            throw new StartRefused("Audit:SigningKey is not a private ECDSA P-256 key in PEM: `openssl ecparam -name prime256v1 -genkey -noout` makes one.", fault);
        }
    }

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (gate)
            return key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public void Dispose() => key.Dispose();

    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"Audit:SigningKey names {path}, which cannot be read: check the path and who may read it.", fault);
        }
    }

    private static string Made()
    {
        using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return made.ExportPkcs8PrivateKeyPem();
    }
}
