using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Signals;

/// <summary>One thing that happened, by ids only. Courtesy, not truth: whoever acts on it asks the database.</summary>
/// <param name="Reason">A stored code, such as the end reason of a session.</param>
public sealed record Signal(
    SignalKind Kind, SessionId? Session = null, OperatorId? Operator = null, OrganizationId? Tenant = null, string? Reason = null, Guid? SignIn = null,
    Guid? Run = null)
{
    /// <summary>Does this concern the operator? A resync concerns everybody.</summary>
    public bool Concerns(OperatorId who) => Kind is SignalKind.Resync || Operator == who;
}
