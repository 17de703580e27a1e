using System.Security.Cryptography;
using System.Text;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports;

namespace Ethico.Ops.Infrastructure.Persistence.Access;

/// <summary>
/// A draft at rest: nonce (12), AES-256-GCM ciphertext, tag (16). Owner and place are bound to it, so that a row moved to another
/// person does not open. Its key is derived from the vault's master key, which is not in the database.
/// </summary>
internal sealed class DraftSeal(VaultOptions vault)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, vault.MasterKey, 32, info: "ethico-ops drafts 1"u8.ToArray());

    public byte[] Close(OperatorId owner, DraftPlace place, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var body = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(body.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(body.AsSpan(0, NonceBytes), plain, body.AsSpan(NonceBytes, plain.Length), body.AsSpan(NonceBytes + plain.Length), Bound(owner, place));
        return body;
    }

    /// <summary>Null: sealed with another key, for another place or person, or changed. There is nothing to give back then.</summary>
    public string? Open(OperatorId owner, DraftPlace place, byte[] body)
    {
        if (body.Length < NonceBytes + TagBytes)
            return null;
        var plain = new byte[body.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(body.AsSpan(0, NonceBytes), body.AsSpan(NonceBytes, plain.Length), body.AsSpan(NonceBytes + plain.Length), plain, Bound(owner, place));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Bound(OperatorId owner, DraftPlace place) => Encoding.UTF8.GetBytes($"{owner.Value:N}/{place.Tenant?.Value:N}/{place.Key}");
}
