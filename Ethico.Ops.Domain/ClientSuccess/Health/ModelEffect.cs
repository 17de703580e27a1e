using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One tenant whose band would change, by the latest raw numbers.</summary>
public sealed record ModelEffect(OrganizationId Tenant, string Name, decimal? ScoreNow, Band? BandNow, decimal? ScoreThen, Band? BandThen);
