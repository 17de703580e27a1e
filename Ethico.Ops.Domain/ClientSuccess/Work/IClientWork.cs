using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Alerts, tasks and renewals. Acts carry the version that was looked at; another one is a conflict.</summary>
public interface IClientWork
{
    Task<Outcome<RenewalList>> RenewalsAsync(ClientScope scope, RenewalQuery query, bool withValue, CancellationToken ct);

    /// <param name="scope">Whose clients.</param>
    /// <param name="caller">Whose work is "mine".</param>
    /// <param name="query">Which.</param>
    /// <param name="ct">Cancels it.</param>
    Task<Outcome<WorkPage>> PageAsync(ClientScope scope, Caller caller, WorkQuery query, CancellationToken ct);

    /// <summary>Null: not there, or of a client outside the scope.</summary>
    Task<Outcome<AlertSteps?>> AlertAsync(ClientScope scope, Guid alert, CancellationToken ct);

    Task<Outcome<Done>> MoveAlertAsync(
        Caller caller, AuditAct act, ClientScope scope, Guid alert, long version, AlertState to, DateOnly? until, string? reason, CancellationToken ct);

    Task<Outcome<Done>> CloseTaskAsync(
        Caller caller, AuditAct act, ClientScope scope, Guid task, long version, bool isDone, string? outcome, CancellationToken ct);
}
