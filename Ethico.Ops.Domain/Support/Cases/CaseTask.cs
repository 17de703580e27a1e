namespace Ethico.Ops.Domain.Support;

/// <summary>A task without its title, which is narrative.</summary>
public sealed record CaseTask(Guid Id, CaseTaskStatus Status, string? AssigneeMasked, DateOnly? DueOn, DateTimeOffset? DoneAt, DateTimeOffset CreatedAt);
