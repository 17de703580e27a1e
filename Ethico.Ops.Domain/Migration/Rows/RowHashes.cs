using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// 64 bits of SHA-256 over the run and a value: short enough to index, and never the same in two runs. Not for several threads.
/// </summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "One a pass, and memory only: its handle goes with it.")]
public sealed class RowHashes(RunId run)
{
    // One for all: making one costs more than hashing a key with it.
    private readonly IncrementalHash sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] seed = run.Value.ToByteArray();
    private byte[] buffer = new byte[4096];

    /// <summary>What a value is compared as: a key is no reference number, even where both read alike.</summary>
    public long Of(string kind, string value) => Of(kind, [], value);

    /// <summary>The same of a text that begins with a number on a line of its own, without making it.</summary>
    public long Of(string kind, int number, string value)
    {
        Span<char> line = stackalloc char[12];
        number.TryFormat(line, out var length, default, CultureInfo.InvariantCulture);
        line[length++] = '\n';
        return Of(kind, line[..length], value);
    }

    private long Of(string kind, ReadOnlySpan<char> line, string value)
    {
        var most = seed.Length + kind.Length + 1 + line.Length + Encoding.UTF8.GetMaxByteCount(value.Length);
        if (most > buffer.Length)
            buffer = new byte[most];
        seed.CopyTo(buffer, 0);
        var n = seed.Length;
        n += Encoding.ASCII.GetBytes(kind, buffer.AsSpan(n));
        buffer[n++] = 0;
        n += Encoding.ASCII.GetBytes(line, buffer.AsSpan(n));
        n += Encoding.UTF8.GetBytes(value, buffer.AsSpan(n));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        sha.AppendData(buffer.AsSpan(0, n));
        sha.GetHashAndReset(hash);
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

        sha.AppendData(buffer.AsSpan(0, n));
        return sha.GetHashAndReset();
    }
}
