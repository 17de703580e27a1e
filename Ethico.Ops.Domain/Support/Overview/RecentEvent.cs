using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Something that lately happened to a case: its kind, never its words.</summary>
public sealed record RecentEvent(CaseId Case, string Reference, CaseEventKind Kind, ActorKind By, DateTimeOffset At);
