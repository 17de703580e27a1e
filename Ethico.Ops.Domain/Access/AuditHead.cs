namespace Ethico.Ops.Domain.Access;

/// <summary>Where a stream ended when a checkpoint was made.</summary>
public sealed record AuditHead(long Checkpoint, string Stream, long Sequence, ReadOnlyMemory<byte> Hash);
