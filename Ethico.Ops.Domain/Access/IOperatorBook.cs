using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Operators and their assignments in the database. Each method is one transaction with its entry.</summary>
public interface IOperatorBook
{
    Task<Outcome<IReadOnlyList<OperatorEntry>>> ListAsync(Caller caller, CancellationToken ct);

    Task<Outcome<Done>> AssignAsync(Caller caller, OperatorId who, OrganizationId tenant, DateTimeOffset? until, CancellationToken ct);

    /// <summary>Ends an assignment now, and with it an open session the operator has in that tenant.</summary>
    Task<Outcome<Done>> EndAssignmentAsync(Caller caller, Guid assignment, CancellationToken ct);

    /// <summary>Closes or opens an operator's way in; closing ends their open session as role revoked.</summary>
    Task<Outcome<Done>> SetActiveAsync(Caller caller, OperatorId who, bool isActive, string reason, CancellationToken ct);
}
