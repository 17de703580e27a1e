namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record NightRunView(
    Guid Id, NightKind Kind, DateOnly Day, string State, DateTimeOffset StartedAt, DateTimeOffset? EndedAt, int Tenants, int Scored, int Insufficient,
    int Unscored, int Failed, long RejectedEvents, bool IsLate, int? Statements);
