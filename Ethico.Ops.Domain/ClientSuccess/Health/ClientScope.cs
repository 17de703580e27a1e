using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Which tenants a reader may see: all, or those assigned to one person now. A parameter of every port, so that none can forget it.</summary>
/// <param name="AssignedTo">Null: all.</param>
public sealed record ClientScope(OperatorId? AssignedTo)
{
    public static ClientScope Of(Caller caller, Permission permission = Permission.ViewClientHealth) =>
        new(caller.May(permission).Scope is Scope.All ? null : caller.Id);
}
