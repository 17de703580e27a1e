namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Failed">Names of sources that did not answer; the others are shown.</param>
/// <param name="CutAt">There are more entries than are told at once: those before this instant are not among them, and want an earlier time.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEntry> Entries, string? Next, IReadOnlyList<string> Failed, DateTimeOffset? CutAt = null);
