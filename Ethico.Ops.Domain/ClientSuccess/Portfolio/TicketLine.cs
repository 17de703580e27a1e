namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record TicketLine(string Number, string Severity, string Status, DateTimeOffset OpenedAt, DateTimeOffset? ResolvedAt);
