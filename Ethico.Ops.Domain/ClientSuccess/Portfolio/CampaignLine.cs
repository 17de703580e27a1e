namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record CampaignLine(Guid Id, string Kind, string Title, DateOnly? DueOn, int Due, int Completed);
