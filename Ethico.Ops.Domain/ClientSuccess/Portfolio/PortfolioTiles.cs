namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="AtRisk">ARR of clients in HIGH, by currency; null without ViewRevenue.</param>
/// <param name="ComputedAt">Of the oldest snapshot counted.</param>
/// <param name="Answered">Clients with a fresh score or a fresh cause: what this area is measured by.</param>
public sealed record PortfolioTiles(
    int Clients, int High, int Medium, int Low, int WithoutBand, int Stale, IReadOnlyDictionary<UnscoredCause, int> Unscored, int Insufficient,
    IReadOnlyDictionary<string, decimal>? AtRisk, DateTimeOffset? ComputedAt, bool IsWholeHouse, int Answered);
