namespace Ethico.Ops.Domain.Access;

/// <summary>Something a person must hear of later: kinds, numbers and links, never personal data or case text.</summary>
public sealed record Notice(Guid Id, string Kind, string Text, string? Link, bool IsCritical, DateTimeOffset At, DateTimeOffset? ReadAt);
