using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>A row of <c>access.checkpoint</c>.</summary>
internal sealed class CheckpointRow
{
    public long Number { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public required string MadeBy { get; init; }

    public int HeadCount { get; init; }

    public required byte[] HeadsHash { get; init; }

    public required byte[] PreviousSeal { get; init; }

    public required byte[] Seal { get; init; }

    public required byte[] Signature { get; init; }

    public required string KeyId { get; init; }

    public required byte[] PublicKey { get; init; }

    public AuditCheckpoint ToCheckpoint() =>
        new(Number, MadeAt, MadeBy, HeadCount, HeadsHash, PreviousSeal, Seal, Signature, KeyId, PublicKey);
}
