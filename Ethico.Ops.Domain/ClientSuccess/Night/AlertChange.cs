using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Call">Null where the condition is gone.</param>
public sealed record AlertChange(OrganizationId Tenant, AlertRule Rule, AlertDay What, AlertCall? Call);
