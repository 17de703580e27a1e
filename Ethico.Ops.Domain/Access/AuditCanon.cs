using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// The bytes an entry's hash covers: the second writer of what <c>access.canon_entry</c> writes in the database
/// (docs/audit-format.md). A test holds both to the same bytes.
/// </summary>
public static class AuditCanon
{
    public const string EntryVersion = "ops-audit-1";

    public const int HashLength = SHA256.HashSizeInBytes;

    private const int IdLength = 36;
    private const int InstantLength = 27;

    private static readonly byte[] VersionBytes = Encoding.UTF8.GetBytes(EntryVersion);

    private static readonly byte[] NoHash = new byte[HashLength];

    // Which of a run of texts may be null: actor_kind, actor_id, role.
    private static ReadOnlySpan<bool> Actor => [false, false, true];

    // action, entity_type, entity_id, detail, outcome, reason, ticket, ip, user_agent, correlation_id, before, after
    private static ReadOnlySpan<bool> Act => [false, true, true, true, false, true, true, true, true, true, true, true];

    /// <summary>What the first entry of a stream, and the first checkpoint, have before them.</summary>
    public static ReadOnlyMemory<byte> Zeros => NoHash;

    /// <summary><c>2026-02-03T04:05:06.000007Z</c>: UTC, always six decimals.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Null where the text is not exactly in the form of <see cref="Instant"/>.</summary>
    public static DateTimeOffset? ParseInstant(string? text) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    public static void Write(AuditEntry entry, IBufferWriter<byte> to)
    {
        var fields = new AuditEntryFields(entry);
        Write(ref fields, to);
    }

    /// <summary>The canonical form: version, then the entry's 21 fields in the format's order. Answers the sequence.</summary>
    /// <exception cref="FormatException">The source holds no entry.</exception>
    public static long Write<TFields>(ref TFields from, IBufferWriter<byte> to)
        where TFields : IAuditFields, allows ref struct
    {
        Field(to, VersionBytes);
        from.Id(to);
        from.Text(to); // stream
        var sequence = from.Number(to);
        from.Instant(to);
        from.Texts(to, Actor);
        from.MaybeId(to); // session_id
        from.MaybeId(to); // organization_id
        from.Texts(to, Act);
        return sequence;
    }

    /// <summary>Four bytes of length, big-endian, then UTF-8; null is length -1.</summary>
    public static void Field(IBufferWriter<byte> to, string? value)
    {
        if (value is null)
        {
            Null(to);
            return;
        }

        var room = to.GetSpan(4 + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, room[4..]);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        to.Advance(4 + length);
    }

    public static void Null(IBufferWriter<byte> to)
    {
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), -1);
        to.Advance(4);
    }

    /// <summary>Lower-case hex with hyphens.</summary>
    public static void Field(IBufferWriter<byte> to, Guid value)
    {
        var room = to.GetSpan(4 + IdLength);
        BinaryPrimitives.WriteInt32BigEndian(room, IdLength);
        value.TryFormat(room[4..], out _);
        to.Advance(4 + IdLength);
    }

    /// <summary>Decimal digits.</summary>
    public static void Field(IBufferWriter<byte> to, long value)
    {
        var room = to.GetSpan(4 + 20);
        value.TryFormat(room[4..], out var length, default, CultureInfo.InvariantCulture);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        to.Advance(4 + length);
    }

    /// <summary>The bytes of <see cref="Instant"/>, without the text between.</summary>
    public static void Field(IBufferWriter<byte> to, DateTimeOffset at)
    {
        var room = to.GetSpan(4 + InstantLength);
        BinaryPrimitives.WriteInt32BigEndian(room, InstantLength);
        var text = room.Slice(4, InstantLength);
        var utc = at.UtcDateTime;
        // "O" is the form with seven decimals: the sixth is the last one of ours.
        Span<byte> wide = stackalloc byte[InstantLength + 1];
        utc.TryFormat(wide, out _, "O", CultureInfo.InvariantCulture);
        wide[..(InstantLength - 1)].CopyTo(text);
        text[^1] = (byte)'Z';
        to.Advance(4 + InstantLength);
    }

    /// <summary>Four bytes of length, big-endian, then the bytes as they are.</summary>
    public static void Field(IBufferWriter<byte> to, ReadOnlySpan<byte> value)
    {
        var room = to.GetSpan(4 + value.Length);
        BinaryPrimitives.WriteInt32BigEndian(room, value.Length);
        value.CopyTo(room[4..]);
        to.Advance(4 + value.Length);
    }

    /// <summary>The order of streams: that of their UTF-8 bytes, which is the database's collation "C".</summary>
    public static int CompareStreams(string left, string right)
    {
        // UTF-16 order differs from it only where surrogates are in play; names of streams hardly ever hold one.
        var order = string.CompareOrdinal(left, right);
        return order == 0 || (!left.Any(char.IsSurrogate) && !right.Any(char.IsSurrogate))
            ? order
            : Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
    }
}
