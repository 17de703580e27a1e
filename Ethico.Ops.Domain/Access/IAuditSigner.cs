namespace Ethico.Ops.Domain.Access;

/// <summary>The portal's key for checkpoints and exports: ECDSA P-256.</summary>
public interface IAuditSigner
{
    string KeyId { get; }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>SHA-256 of the data, signed; DER.</summary>
    byte[] Sign(ReadOnlySpan<byte> data);
}
