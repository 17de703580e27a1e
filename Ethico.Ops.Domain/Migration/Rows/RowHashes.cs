using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// 64 bits of SHA-256 over the run and a value: short enough to index, and never the same in two runs. Not for several threads.
/// </summary>
public sealed class RowHashes(RunId run)
{
    private readonly byte[] seed = run.Value.ToByteArray();
    private byte[] buffer = new byte[4096];

    /// <summary>What a value is compared as: a key is no reference number, even where both read alike.</summary>
    public long Of(string kind, string value)
    {
        var most = seed.Length + kind.Length + 1 + Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most > buffer.Length)
            buffer = new byte[most];
        seed.CopyTo(buffer, 0);
        var n = seed.Length;
        n += Encoding.ASCII.GetBytes(kind, buffer.AsSpan(n));
        buffer[n++] = 0;
        n += Encoding.UTF8.GetBytes(value, buffer.AsSpan(n));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.AsSpan(0, n), hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash);
    }

    /// <summary>The digest of a row: SHA-256 over its cells, each with its length before it.</summary>
    public byte[] Digest(ReadOnlySpan<string> cells)
    {
        var most = 0;
        foreach (var cell in cells)
            most += sizeof(int) + Encoding.UTF8.GetMaxByteCount(cell.Length);
        if (most > buffer.Length)
            buffer = new byte[most];
        var n = 0;
        foreach (var cell in cells)
        {
            var length = Encoding.UTF8.GetBytes(cell, buffer.AsSpan(n + sizeof(int)));
            BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(n), length);
            n += sizeof(int) + length;
        }

        return SHA256.HashData(buffer.AsSpan(0, n));
    }
}
