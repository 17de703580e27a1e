using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>An operator as the portal greets them. Names are for the screen, never for a log.</summary>
/// <param name="Subject">The identity provider's id of the person.</param>
/// <param name="TimeZone">An IANA name.</param>
public sealed record OperatorView(OperatorId Id, string Subject, Role Role, string DisplayName, string? Email, string TimeZone, bool IsActive);
