namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What a review takes from the client's own rows besides usage, adoption and benchmarks.</summary>
/// <param name="Campaigns">Due within the period.</param>
/// <param name="Standing">The newest snapshot with a score.</param>
/// <param name="Band">The override's while one is active.</param>
public sealed record QbrBeside(string Client, IReadOnlyList<CampaignLine> Campaigns, StandingSnapshot? Standing, Band? Band);
