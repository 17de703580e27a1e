using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace Ethico.Ops.Domain.Access;

/// <summary>How a checkpoint is sealed and its signature checked (docs/audit-format.md).</summary>
public static class AuditSeal
{
    public const string SealVersion = "ops-seal-1";

    /// <summary>Hash over the heads in the order of their streams.</summary>
    public static byte[] HashHeads(IEnumerable<AuditHead> heads)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = new ArrayBufferWriter<byte>(256);
        foreach (var head in heads)
        {
            bytes.ResetWrittenCount();
            AuditCanon.Field(bytes, head.Stream);
            AuditCanon.Field(bytes, head.Sequence.ToString(CultureInfo.InvariantCulture));
            AuditCanon.Field(bytes, head.Hash.Span);
            hash.AppendData(bytes.WrittenSpan);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>The seal over everything of the checkpoint but seal and signature.</summary>
    public static byte[] Of(AuditCheckpoint checkpoint)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        AuditCanon.Field(bytes, SealVersion);
        AuditCanon.Field(bytes, checkpoint.Number.ToString(CultureInfo.InvariantCulture));
        AuditCanon.Field(bytes, AuditCanon.Instant(checkpoint.MadeAt));
        AuditCanon.Field(bytes, checkpoint.MadeBy);
        AuditCanon.Field(bytes, checkpoint.HeadCount.ToString(CultureInfo.InvariantCulture));
        AuditCanon.Field(bytes, checkpoint.HeadsHash.Span);
        AuditCanon.Field(bytes, checkpoint.PreviousSeal.Span);
        AuditCanon.Field(bytes, checkpoint.KeyId);
        return SHA256.HashData(bytes.WrittenSpan);
    }

    /// <summary>The first 16 bytes of the SHA-256 of the key's SubjectPublicKeyInfo, in hex.</summary>
    public static string KeyId(ReadOnlySpan<byte> publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, 16));

    /// <summary>False also where key or signature are no key and no signature at all.</summary>
    public static bool IsSigned(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, ReadOnlySpan<byte> publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.KeySize == 256 && key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
