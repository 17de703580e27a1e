using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IClientTimeline
{
    /// <summary>So many entries of a time are told at once.</summary>
    const int Most = 5000;

    /// <summary>This schema's own entries, newest first, one more than <see cref="Most"/> where there are more; null: not there or not in scope.</summary>
    Task<Outcome<IReadOnlyList<TimelineEntry>?>> OwnAsync(ClientScope scope, OrganizationId tenant, DateTimeOffset from, DateTimeOffset to, string? text, CancellationToken ct);
}
