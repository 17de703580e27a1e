namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Id">Stable: the deep link's.</param>
/// <param name="Title">Never money, never content of a case.</param>
public sealed record TimelineEntry(string Id, TimelineKind Kind, DateTimeOffset At, string Title, string? Detail, string? By);
