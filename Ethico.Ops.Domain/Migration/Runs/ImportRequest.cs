using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A second person is asked to look at exactly the preview with this digest (hex) before it is imported, and has perhaps approved it.</summary>
public sealed record ImportRequest(OperatorId By, string ByName, DateTimeOffset At, string Reason, string Digest)
{
    public OperatorId? ApprovedBy { get; init; }

    public string? ApprovedByName { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>After that it lapses, unless it was approved.</summary>
    public DateTimeOffset Until => At + RunRules.ApprovalSpan;
}
