using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The one person who may change the run just now.</summary>
public sealed record RunHold(OperatorId Holder, string HolderName, DateTimeOffset Since, DateTimeOffset RenewedAt);
