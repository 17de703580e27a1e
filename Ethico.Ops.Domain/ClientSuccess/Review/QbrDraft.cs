namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The open draft of a client: one, whoever writes in it.</summary>
public sealed record QbrDraft(Guid Id, QbrEdit Edit, DateTimeOffset ChangedAt, string? ChangedBy);
