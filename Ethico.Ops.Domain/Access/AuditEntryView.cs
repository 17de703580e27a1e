namespace Ethico.Ops.Domain.Access;

/// <summary>One entry whole, with the names that stand beside the record.</summary>
public sealed record AuditEntryView(AuditEntry Entry, string? ActorName, string? TenantName);
