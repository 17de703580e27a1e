using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What a run did, kept with it.</summary>
public sealed record RunFigures(int Tenants)
{
    public int Scored { get; init; }

    public int Insufficient { get; init; }

    public int Unscored { get; init; }

    public int Failed { get; init; }

    /// <summary>Whose part failed, and where its lines are found.</summary>
    public IReadOnlyList<(OrganizationId Tenant, string Reference)> Failures { get; init; } = [];

    public long Rejected { get; init; }

    /// <summary>Sent until the run was written down; does not depend on how many tenants there are, batches aside.</summary>
    public int Statements { get; init; }

    /// <summary>How far arrivals were read.</summary>
    public DateTimeOffset? ReadThrough { get; init; }
}
