using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One tenant's facts, what is open, and who is to hear of it.</summary>
/// <param name="Open">Its open alerts.</param>
public sealed record AlertInput(OrganizationId Tenant, AlertLevel Level, AlertFacts Facts, IReadOnlyList<OpenAlert> Open);
