using System.Buffers;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// One entry at its source (a record, a database row, an export's line), handing out its fields from first to last in the order of
/// docs/audit-format.md. Each call writes the next one as a canonical field: no text becomes an object on its way into the hash.
/// </summary>
/// <exception cref="FormatException">What stands here is no such field.</exception>
public interface IAuditFields
{
    void Id(IBufferWriter<byte> to);

    void MaybeId(IBufferWriter<byte> to);

    void Text(IBufferWriter<byte> to);

    /// <summary>A run of texts, for each of which is said whether it may be null.</summary>
    void Texts(IBufferWriter<byte> to, ReadOnlySpan<bool> mayBeNull);

    long Number(IBufferWriter<byte> to);

    void Instant(IBufferWriter<byte> to);

    /// <summary>The two hashes stand behind the fields and are no part of the canonical form.</summary>
    void Hash(scoped Span<byte> to);

    /// <summary>Nothing may follow.</summary>
    void End();
}
