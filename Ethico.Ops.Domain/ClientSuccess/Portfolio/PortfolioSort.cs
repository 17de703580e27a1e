namespace Ethico.Ops.Domain.ClientSuccess;

public enum PortfolioSort
{
    /// <summary>HIGH, no band, MEDIUM, LOW; then renewal, name, id.</summary>
    Urgency,
    Name,
    Score,
    ScoreDescending,
    TrendDelta,
    Renewal,
    Coverage,
    LastContact,
}
