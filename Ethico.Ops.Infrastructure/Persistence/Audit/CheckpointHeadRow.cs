namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>A row of <c>access.checkpoint_head</c>.</summary>
internal sealed class CheckpointHeadRow
{
    public long Checkpoint { get; init; }

    public required string Stream { get; init; }

    public long Sequence { get; init; }

    public required byte[] Hash { get; init; }
}
