using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>What the switcher dialog asks for, as typed.</summary>
/// <param name="ReturnTo">The portal address to go back to when the session ends.</param>
public sealed record SessionWish(OrganizationId Tenant, ReasonCategory Category, string Reason, string? Ticket, int Minutes, string? ReturnTo);
