namespace Ethico.Ops.Domain.Support;

/// <summary>Where an imported record comes from. Its key in the source is personal and not shown.</summary>
public sealed record CaseImport(string SourceSystem, Guid Run, DateTimeOffset At);
