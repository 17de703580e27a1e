using System.Buffers.Binary;
using System.Security.Cryptography;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports;

/// <summary>
/// One chunk at rest: nonce (12), AES-256-GCM ciphertext, tag (16). File and index are bound to it as associated data, so that a chunk
/// put in another's place does not open.
/// </summary>
internal static class SealedChunk
{
    public const int KeyBytes = 32;
    public const int Overhead = NonceBytes + TagBytes;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int WrapIndex = -1;

    public static void Seal(ReadOnlySpan<byte> key, FileId file, int index, ReadOnlySpan<byte> plain, Span<byte> sealedChunk)
    {
        var nonce = sealedChunk[..NonceBytes];
        RandomNumberGenerator.Fill(nonce);
        Span<byte> bound = stackalloc byte[20];
        Bind(file, index, bound);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, sealedChunk.Slice(NonceBytes, plain.Length), sealedChunk.Slice(NonceBytes + plain.Length, TagBytes), bound);
    }

    /// <exception cref="CryptographicException">Another key, another place, or changed bytes.</exception>
    public static void Open(ReadOnlySpan<byte> key, FileId file, int index, ReadOnlySpan<byte> sealedChunk, Span<byte> plain)
    {
        Span<byte> bound = stackalloc byte[20];
        Bind(file, index, bound);
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(sealedChunk[..NonceBytes], sealedChunk[NonceBytes..^TagBytes], sealedChunk[^TagBytes..], plain, bound);
    }

    public static byte[] Wrap(byte[] master, FileId file, ReadOnlySpan<byte> key)
    {
        var wrapped = new byte[key.Length + Overhead];
        Seal(master, file, WrapIndex, key, wrapped);
        return wrapped;
    }

    public static byte[] Unwrap(byte[] master, FileId file, byte[] wrapped)
    {
        var key = new byte[KeyBytes];
        Open(master, file, WrapIndex, wrapped, key);
        return key;
    }

    private static void Bind(FileId file, int index, Span<byte> bound)
    {
        file.Value.TryWriteBytes(bound);
        BinaryPrimitives.WriteInt32BigEndian(bound[16..], index);
    }
}
