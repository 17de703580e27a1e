namespace Ethico.Ops.Domain.Access;

/// <summary>A signed seal over the heads of all streams that moved since the one before, and over that one.</summary>
/// <param name="MadeBy"><c>operator:&lt;id&gt;</c>, or <c>job:&lt;name&gt;:&lt;due instant&gt;</c>.</param>
/// <param name="Signature">ECDSA P-256 with SHA-256 over the 32 bytes of the seal, DER.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo, DER; <paramref name="KeyId"/> is its hash.</param>
public sealed record AuditCheckpoint(
    long Number,
    DateTimeOffset MadeAt,
    string MadeBy,
    int HeadCount,
    ReadOnlyMemory<byte> HeadsHash,
    ReadOnlyMemory<byte> PreviousSeal,
    ReadOnlyMemory<byte> Seal,
    ReadOnlyMemory<byte> Signature,
    string KeyId,
    ReadOnlyMemory<byte> PublicKey);
