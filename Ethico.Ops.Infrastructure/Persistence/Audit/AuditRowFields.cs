using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>
/// The fields of an entry that is a row as PostgreSQL's binary COPY sends it. Its texts lie there in the very form of a canonical
/// field (length, then UTF-8), which saves looking into them.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct AuditRowFields(ReadOnlySpan<byte> row) : IAuditFields
{
    private ReadOnlySpan<byte> rest = row;

    public void Id(IBufferWriter<byte> to) => AuditCanon.Field(to, new Guid(Value(16), bigEndian: true));

    public void MaybeId(IBufferWriter<byte> to)
    {
        if (IsNull())
            AuditCanon.Null(to);
        else
            Id(to);
    }

    public void Text(IBufferWriter<byte> to) => AuditCanon.Field(to, Value(null));

    // Lengths and nulls are those of the canonical form as they stand: the run is taken over in one piece.
    public void Texts(IBufferWriter<byte> to, ReadOnlySpan<bool> mayBeNull)
    {
        var end = 0;
        foreach (var may in mayBeNull)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(rest[end..]);
            if (length < (may ? -1 : 0))
                throw new FormatException("A value is missing.");
            end += 4 + Math.Max(0, length);
        }

        rest[..end].CopyTo(to.GetSpan(end));
        to.Advance(end);
        rest = rest[end..];
    }

    public long Number(IBufferWriter<byte> to)
    {
        var value = BinaryPrimitives.ReadInt64BigEndian(Value(8));
        AuditCanon.Field(to, value);
        return value;
    }

    public void Instant(IBufferWriter<byte> to)
    {
        // Microseconds since 2000; infinity, and years our calendar does not have, are no instants of the trail.
        var since = BinaryPrimitives.ReadInt64BigEndian(Value(8));
        var epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
        var ticks = checked((since * TimeSpan.TicksPerMicrosecond) + epoch);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
            throw new FormatException("Not an instant.");
        AuditCanon.Field(to, new DateTimeOffset(ticks, TimeSpan.Zero));
    }

    public void Hash(scoped Span<byte> to) => Value(to.Length).CopyTo(to);

    public readonly void End()
    {
        if (rest.Length > 0)
            throw new FormatException("There is more than belongs here.");
    }

    private bool IsNull()
    {
        if (BinaryPrimitives.ReadInt32BigEndian(rest) != -1)
            return false;
        rest = rest[4..];
        return true;
    }

    private ReadOnlySpan<byte> Value(int? expected)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(rest);
        if (length < 0 || (expected is { } wanted && wanted != length))
            throw new FormatException("Not this field.");
        var value = rest.Slice(4, length);
        rest = rest[(4 + length)..];
        return value;
    }
}
