using Ethico.Ops.Domain.Tenants;

namespace Ethico.Ops.Domain.Support;

/// <summary>What is set for the tenant as such.</summary>
/// <param name="TimeZone">IANA name; null: not set, days are then shown in Etc/UTC, and said so.</param>
/// <param name="SignIn">Null: not chosen yet.</param>
/// <param name="LiveAt">Launch; null: not live.</param>
public sealed record TenantFacts(
    string Name,
    string Plan,
    string PlanName,
    TenantStatus Status,
    IReadOnlyList<TenantDomain> Domains,
    string? TimeZone,
    string? Language,
    SignInMethod? SignIn,
    bool IsSecondFactorRequired,
    DateTimeOffset? LiveAt,
    DateTimeOffset CreatedAt);
