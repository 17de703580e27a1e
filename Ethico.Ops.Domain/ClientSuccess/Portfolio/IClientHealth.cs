using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One client inside a scope; null: not there, or not in it.</summary>
public interface IClientHealth
{
    Task<Outcome<ClientHealthView?>> OpenAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, CancellationToken ct);

    Task<Outcome<HealthHistory?>> HistoryAsync(ClientScope scope, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct);

    /// <summary>The history for a file, with its entry, and whether the newest snapshot is stale.</summary>
    Task<Outcome<ExportedHistory?>> ExportAsync(
        Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct);

    Task<Outcome<CountedRows?>> CountedAsync(ClientScope scope, OrganizationId tenant, CancellationToken ct);
}
