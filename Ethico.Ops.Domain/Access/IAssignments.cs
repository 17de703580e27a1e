using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Which tenants an operator of scope S works for at this moment, by the database's clock.</summary>
public interface IAssignments
{
    Task<bool> IsAssignedAsync(OperatorId who, OrganizationId tenant, CancellationToken ct);
}
