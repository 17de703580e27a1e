namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Failed">Names of sources that did not answer; the others are shown.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEntry> Entries, string? Next, IReadOnlyList<string> Failed);
