namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record ExportedHistory(HealthHistory History, bool IsStale);
