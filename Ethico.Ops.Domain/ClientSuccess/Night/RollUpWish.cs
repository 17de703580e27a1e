using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="From">First day for everybody; the day itself, but for a rebuild.</param>
/// <param name="Since">Arrivals after this instant touch earlier days; null: nobody looks.</param>
/// <param name="Only">Null: all.</param>
public sealed record RollUpWish(DateOnly From, DateOnly Day, DateTimeOffset? Since, IReadOnlyList<OrganizationId>? Only)
{
    /// <summary>Of some: whether arrivals of nobody we know are rejected with theirs. Of all they always are.</summary>
    public bool HasStrays { get; init; }

    /// <summary>One client for somebody who waits: what arrived for it and counts nowhere is the night's to tell.</summary>
    public bool IsOnDemand { get; init; }
}
