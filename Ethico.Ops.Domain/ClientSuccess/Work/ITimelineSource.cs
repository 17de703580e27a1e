using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What another area tells of its own acts for one tenant: heads, no content. An area that is not there yet registers none.</summary>
public interface ITimelineSource
{
    string Name { get; }

    Task<Outcome<IReadOnlyList<TimelineEntry>>> OfAsync(OrganizationId tenant, DateTimeOffset from, DateTimeOffset to, CancellationToken ct);
}
