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

    private static readonly byte[] NoHash = new byte[SHA256.HashSizeInBytes];

    /// <summary>What the first entry of a stream, and the first checkpoint, have before them.</summary>
    public static ReadOnlyMemory<byte> Zeros => NoHash;

    /// <summary><c>2026-02-03T04:05:06.000007Z</c>: UTC, always six decimals.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Null where the text is not exactly in the form of <see cref="Instant"/>.</summary>
    public static DateTimeOffset? ParseInstant(string? text) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    public static void Write(AuditEntry entry, IBufferWriter<byte> to)
    {
        Field(to, EntryVersion);
        Field(to, entry.Id.ToString());
        Field(to, entry.Stream);
        Field(to, entry.Sequence.ToString(CultureInfo.InvariantCulture));
        Field(to, Instant(entry.At));
        Field(to, entry.ActorKind);
        Field(to, entry.ActorId);
        Field(to, entry.Role);
        Field(to, entry.SessionId?.ToString());
        Field(to, entry.OrganizationId?.ToString());
        Field(to, entry.Action);
        Field(to, entry.EntityType);
        Field(to, entry.EntityId);
        Field(to, entry.Detail);
        Field(to, entry.Outcome);
        Field(to, entry.Reason);
        Field(to, entry.Ticket);
        Field(to, entry.Ip);
        Field(to, entry.UserAgent);
        Field(to, entry.CorrelationId);
        Field(to, entry.Before);
        Field(to, entry.After);
    }

    /// <summary>SHA-256 over the previous hash and the entry's bytes, into <paramref name="hash"/> (32 bytes).</summary>
    /// <param name="scratch">Cleared and filled; lent so that a million entries need one buffer.</param>
    public static void Hash(AuditEntry entry, ArrayBufferWriter<byte> scratch, Span<byte> hash)
    {
        scratch.ResetWrittenCount();
        scratch.Write(entry.PreviousHash.Span);
        Write(entry, scratch);
        SHA256.HashData(scratch.WrittenSpan, hash);
    }

    /// <summary>Four bytes of length, big-endian, then UTF-8; null is length -1.</summary>
    public static void Field(IBufferWriter<byte> to, string? value)
    {
        if (value is null)
        {
            BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), -1);
            to.Advance(4);
            return;
        }

        var room = to.GetSpan(4 + Encoding.UTF8.GetMaxByteCount(value.Length));
        var length = Encoding.UTF8.GetBytes(value, room[4..]);
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        to.Advance(4 + length);
    }

    /// <summary>Four bytes of length, big-endian, then the bytes as they are.</summary>
    public static void Field(IBufferWriter<byte> to, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(4), value.Length);
        to.Advance(4);
        to.Write(value);
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
