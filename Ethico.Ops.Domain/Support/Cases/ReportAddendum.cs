namespace Ethico.Ops.Domain.Support;

public sealed record ReportAddendum(string Text, DateTimeOffset At);
