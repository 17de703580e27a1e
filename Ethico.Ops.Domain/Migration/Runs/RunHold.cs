using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The one person who may change the run just now.</summary>
public sealed record RunHold(OperatorId Holder, string HolderName, DateTimeOffset Since, DateTimeOffset RenewedAt)
{
    /// <summary>Null at the door that knows no people.</summary>
    public Role? Role { get; init; }

    /// <summary>By name and role: a colleague is to know whom to ask before taking over.</summary>
    public string Who => Role is { } role ? $"{HolderName} ({role.Shown()})" : HolderName;
}
