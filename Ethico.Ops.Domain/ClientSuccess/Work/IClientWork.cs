using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Alerts, tasks and renewals. Acts carry the version that was looked at; another one is a conflict.</summary>
public interface IClientWork
{
    Task<Outcome<RenewalList>> RenewalsAsync(ClientScope scope, bool withValue, CancellationToken ct);

    /// <param name="scope">Whose clients.</param>
    /// <param name="owner">Null: everybody's.</param>
    /// <param name="ownerRole">What the owner is, too: alerts that are a role's.</param>
    /// <param name="tenant">Null: all.</param>
    /// <param name="withClosed">The resolved and dismissed ones too.</param>
    /// <param name="ct">Cancels it.</param>
    Task<Outcome<IReadOnlyList<AlertRow>>> AlertsAsync(ClientScope scope, OperatorId? owner, Role? ownerRole, OrganizationId? tenant, bool withClosed, CancellationToken ct);

    Task<Outcome<IReadOnlyList<SuccessTask>>> TasksAsync(ClientScope scope, OperatorId? owner, OrganizationId? tenant, bool withClosed, CancellationToken ct);

    Task<Outcome<Done>> MoveAlertAsync(
        Caller caller, AuditAct act, ClientScope scope, Guid alert, long version, AlertState to, DateOnly? until, string? reason, CancellationToken ct);

    Task<Outcome<Done>> CloseTaskAsync(
        Caller caller, AuditAct act, ClientScope scope, Guid task, long version, bool isDone, string? outcome, CancellationToken ct);
}
