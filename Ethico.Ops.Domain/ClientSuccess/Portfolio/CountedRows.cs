namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What was counted, as aggregates: no person, no case, no subject.</summary>
/// <param name="Campaigns">The latest due first, <see cref="MostLines"/> at most.</param>
/// <param name="Tickets">The newest first, <see cref="MostLines"/> at most.</param>
public sealed record CountedRows(
    IReadOnlyList<CountedWeek> Weeks, IReadOnlyList<CampaignLine> Campaigns, IReadOnlyList<FeatureUse> Features, IReadOnlyList<TicketLine> Tickets)
{
    public const int MostLines = 200;

    /// <summary>There are more than are listed.</summary>
    public bool IsCampaignsCut { get; init; }

    /// <summary>There are more than are listed.</summary>
    public bool IsTicketsCut { get; init; }
}
