namespace Ethico.Ops.Domain.Migration;

/// <summary>Cases of one unmatched lead.</summary>
public sealed record FallbackLine(string? Lead, string Queue, int Cases);
