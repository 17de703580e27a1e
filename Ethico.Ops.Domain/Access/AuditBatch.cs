using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Entries as a chain needs them: previous hash and canonical form side by side in one buffer, which is what the hash covers, and
/// whether it fits the hash that is told. Filled on one thread, followed on another, then filled anew.
/// </summary>
public sealed class AuditBatch : IBufferWriter<byte>
{
    // The version (a field of 11 bytes) and the id (36) are as long in every entry, so the stream's name begins at one place.
    private const int StreamAt = AuditCanon.HashLength + 4 + 11 + 4 + 36;

    private readonly List<Item> items = new(4096);
    private byte[] bytes = new byte[1024 * 1024];
    private int filled;

    public int Count => items.Count;

    public void Clear()
    {
        items.Clear();
        filled = 0;
    }

    /// <summary>An entry whose source does not hold together is kept as one that cannot be read: that is a finding, not a fault.</summary>
    public void Add<TFields>(ref TFields from)
        where TFields : IAuditFields, allows ref struct
    {
        var start = filled;
        try
        {
            GetSpan(AuditCanon.HashLength);
            Advance(AuditCanon.HashLength);
            var sequence = AuditCanon.Write(ref from, this);
            from.Hash(bytes.AsSpan(start, AuditCanon.HashLength));
            Span<byte> told = stackalloc byte[AuditCanon.HashLength];
            from.Hash(told);
            from.End();

            Span<byte> hash = stackalloc byte[AuditCanon.HashLength];
            SHA256.HashData(bytes.AsSpan(start, filled - start), hash);
            told.CopyTo(GetSpan(AuditCanon.HashLength));
            Advance(AuditCanon.HashLength);
            items.Add(new Item(start, filled - start, sequence, IsReadable: true, told.SequenceEqual(hash)));
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            filled = start;
            AddUnreadable();
        }
    }

    internal void AddLine(ReadOnlySpan<byte> line)
    {
        try
        {
            var fields = new AuditLineFields(line);
            Add(ref fields);
        }
        catch (Exception fault) when (IsUnreadable(fault))
        {
            AddUnreadable();
        }
    }

    public void AddUnreadable() => items.Add(new Item(filled, 0, 0, IsReadable: false, HashFits: false));

    public void Advance(int count) => filled += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsMemory(filled);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return bytes.AsSpan(filled);
    }

    internal Item At(int index) => items[index];

    internal ReadOnlySpan<byte> Stream(Item item)
    {
        var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(item.Start + StreamAt));
        return bytes.AsSpan(item.Start + StreamAt + 4, length);
    }

    internal ReadOnlySpan<byte> PreviousHash(Item item) => bytes.AsSpan(item.Start, AuditCanon.HashLength);

    internal ReadOnlySpan<byte> Hash(Item item) => bytes.AsSpan(item.Start + item.Length - AuditCanon.HashLength, AuditCanon.HashLength);

    private static bool IsUnreadable(Exception fault) => fault is JsonException or FormatException or InvalidOperationException or OverflowException;

    private void Reserve(int size)
    {
        if (bytes.Length - filled < Math.Max(size, 1))
            Array.Resize(ref bytes, checked((int)Math.Max(bytes.Length * 2L, (long)filled + size)));
    }

    /// <summary>One entry's place in the buffer.</summary>
    internal readonly record struct Item(int Start, int Length, long Sequence, bool IsReadable, bool HashFits);
}
