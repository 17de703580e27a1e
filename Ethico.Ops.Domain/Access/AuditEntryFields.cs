using System.Buffers;

namespace Ethico.Ops.Domain.Access;

/// <summary>The fields of an entry that is a record in memory.</summary>
internal struct AuditEntryFields(AuditEntry entry) : IAuditFields
{
    private int next;

    public void Id(IBufferWriter<byte> to) => MaybeId(to);

    public void MaybeId(IBufferWriter<byte> to)
    {
        if (next++ switch { 0 => entry.Id, 7 => entry.SessionId, 8 => entry.OrganizationId, _ => throw Elsewhere() } is { } id)
            AuditCanon.Field(to, id);
        else
            AuditCanon.Null(to);
    }

    public void Texts(IBufferWriter<byte> to, ReadOnlySpan<bool> mayBeNull)
    {
        for (var i = 0; i < mayBeNull.Length; i++)
            Text(to);
    }

    public void Text(IBufferWriter<byte> to) => AuditCanon.Field(to, next++ switch
    {
        1 => entry.Stream,
        4 => entry.ActorKind,
        5 => entry.ActorId,
        6 => entry.Role,
        9 => entry.Action,
        10 => entry.EntityType,
        11 => entry.EntityId,
        12 => entry.Detail,
        13 => entry.Outcome,
        14 => entry.Reason,
        15 => entry.Ticket,
        16 => entry.Ip,
        17 => entry.UserAgent,
        18 => entry.CorrelationId,
        19 => entry.Before,
        20 => entry.After,
        _ => throw Elsewhere(),
    });

    public long Number(IBufferWriter<byte> to)
    {
        next++;
        AuditCanon.Field(to, entry.Sequence);
        return entry.Sequence;
    }

    public void Instant(IBufferWriter<byte> to)
    {
        next++;
        AuditCanon.Field(to, entry.At);
    }

    public void Hash(scoped Span<byte> to)
    {
        var hash = next++ == 21 ? entry.PreviousHash : entry.Hash;
        if (hash.Length != to.Length)
            throw new FormatException("Not a hash.");
        hash.Span.CopyTo(to);
    }

    public readonly void End()
    {
    }

    private static InvalidOperationException Elsewhere() => new("The fields of an entry are asked for in another order than the format's.");
}
