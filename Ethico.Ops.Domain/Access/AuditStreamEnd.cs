namespace Ethico.Ops.Domain.Access;

/// <summary>Where a stream ends now, as the database's register of streams (or an export's) has it.</summary>
public sealed record AuditStreamEnd(string Stream, long Sequence, ReadOnlyMemory<byte> Hash);
