namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What was counted, as aggregates: no person, no case, no subject.</summary>
public sealed record CountedRows(
    IReadOnlyList<CountedWeek> Weeks, IReadOnlyList<CampaignLine> Campaigns, IReadOnlyList<FeatureUse> Features, IReadOnlyList<TicketLine> Tickets);
