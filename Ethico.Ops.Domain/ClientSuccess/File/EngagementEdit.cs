namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Id">Null: a new one.</param>
public sealed record EngagementEdit(
    Guid? Id, string Kind, string Subject, string? Notes, IReadOnlyList<Guid> Contacts, DateTimeOffset HappenedAt, int? Minutes, string Outcome, DateOnly? FollowUpOn,
    bool IsFollowUpDone, long RowVersion);
