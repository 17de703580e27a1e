using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A rollback that waits for a second person's word on exactly the preview with this digest (hex).</summary>
public sealed record RollbackRequest(OperatorId By, string ByName, DateTimeOffset At, string Reason, string Digest)
{
    /// <summary>After that it lapses.</summary>
    public DateTimeOffset Until => At + RunRules.ApprovalSpan;
}
