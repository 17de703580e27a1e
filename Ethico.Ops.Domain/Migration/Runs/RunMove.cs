using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A person's act on a run, decided under the lock of its head.</summary>
public sealed record RunMove(RunAct Act)
{
    /// <summary>What the act asks of the head beside state, hold and facts; null: nothing.</summary>
    public Func<RunHead, Refusal?>? Check { get; init; }

    public RunSave? Save { get; init; }

    /// <summary>The mapping's version on the page that confirms it.</summary>
    public int? MappingVersion { get; init; }

    public string? TypedTenantName { get; init; }

    public string? ImportReason { get; init; }

    /// <summary>Hex; of the preview a second person is asked to approve.</summary>
    public string? ImportDigest { get; init; }

    public string? RollbackReason { get; init; }

    /// <summary>Hex; of the rollback preview the person saw.</summary>
    public string? RollbackDigest { get; init; }
}
