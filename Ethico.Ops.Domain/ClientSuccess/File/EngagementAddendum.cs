namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record EngagementAddendum(string Text, DateTimeOffset At, string? ByName);
