using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IClientTimeline
{
    /// <summary>This schema's own entries, newest first; null: not there or not in scope.</summary>
    Task<Outcome<IReadOnlyList<TimelineEntry>?>> OwnAsync(ClientScope scope, OrganizationId tenant, DateTimeOffset from, DateTimeOffset to, string? text, CancellationToken ct);
}
