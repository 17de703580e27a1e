namespace Ethico.Ops.Domain.ClientSuccess;

public enum PortfolioSort
{
    /// <summary>HIGH, no band, MEDIUM, LOW; then renewal, name, id.</summary>
    Urgency,
    Name,
    NameDescending,
    Score,
    ScoreDescending,
    TrendDelta,
    TrendDeltaDescending,
    Renewal,
    RenewalDescending,
    Coverage,
    CoverageDescending,
    LastContact,
    LastContactDescending,
}
