using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Whose rows a statement is about. The policy says the same; the index needs to be told.</summary>
internal sealed record RunScope(OrganizationId Tenant, RunId Run);
