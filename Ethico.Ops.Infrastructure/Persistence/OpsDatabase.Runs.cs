using System.Data;
using System.Diagnostics;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>The doors of a migration run: a person's, in an open session of its tenant, and a job's or an upload's, with a grant.</summary>
internal sealed partial class OpsDatabase
{
    /// <summary>
    /// Looks at a run's content. The run must be one of the entered tenant; the view's entry is written on the way in and the
    /// transaction is read-only.
    /// </summary>
    public async Task<Outcome<T>> RunAsync<T>(
        TenantKey key, RunId run, AuditAct act, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct)
    {
        Refusal? refusal = null;
        var outcome = await InLaneAsync(
            key,
            Door.Migration,
            async (context, token) =>
            {
                refusal = Answer(act, await context.EnterRunAsync(key, run, RunEntry.Look, act, token));
                return refusal is null ? await work(context, token) : Outcome.Of(default(T)!);
            },
            ct,
            keepOnRefusal: true);
        return await EndOfActAsync(key, act, refusal, outcome, ct);
    }

    /// <summary>
    /// Changes a run: the client's own tables are read-only here whatever the session's mode, so Read suffices unless the act hands
    /// out the import's key. The work answers what was and what is; the entry with both commits with it or not at all.
    /// </summary>
    public Task<Outcome<T>> RunAsync<T>(
        TenantKey key, RunId run, AuditAct act, Func<OpsDbContext, CancellationToken, Task<Outcome<Change<T>>>> work, CancellationToken ct) =>
        RunAsync(key, run, act, RunEntry.Change, work, ct);

    /// <summary>A change that comes in otherwise: it makes the run, or needs Write mode.</summary>
    public async Task<Outcome<T>> RunAsync<T>(
        TenantKey key, RunId run, AuditAct act, RunEntry entry, Func<OpsDbContext, CancellationToken, Task<Outcome<Change<T>>>> work, CancellationToken ct)
    {
        Refusal? refusal = null;
        var outcome = await InLaneAsync(
            key,
            Door.Migration,
            async (context, token) =>
            {
                refusal = Answer(act, await context.EnterRunAsync(key, run, entry, act, token));
                if (refusal is not null)
                    return Outcome.Of(default(T)!);
                var change = await work(context, token);
                if (change.IsAllowed)
                    await context.RecordChangeAsync(key.Caller, act with { Before = change.Value.Before, After = change.Value.After }, token);
                return change.Map(c => c.Result);
            },
            ct);
        return await EndOfActAsync(key, act, refusal, outcome, ct);
    }

    /// <summary>
    /// A job's or an upload's work on its run: the run's tables, and <c>platform</c> read only. An upload's ticket can only append.
    /// With an epoch the transaction commits only while the lease is still the worker's.
    /// </summary>
    public Task<Outcome<T>> RunAsync<T>(RunGrant grant, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) =>
        WithGrantAsync(Door.Migration, IsolationLevel.ReadCommitted, grant, isReadOnly: false, work, ct);

    /// <summary>
    /// One snapshot of the run and of <c>platform</c>, in a transaction that can write nothing: Preview's. What it finds is stored
    /// through another transaction of the same grant.
    /// </summary>
    public Task<Outcome<T>> RunSnapshotAsync<T>(RunGrant grant, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) =>
        WithGrantAsync(Door.Migration, IsolationLevel.RepeatableRead, grant, isReadOnly: true, work, ct);

    /// <summary>The import's and the rollback's batches: rows of the client, of this run only, and the run's own tables.</summary>
    public Task<Outcome<T>> ImportAsync<T>(RunGrant grant, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) =>
        WithGrantAsync(Door.Import, IsolationLevel.ReadCommitted, grant, isReadOnly: false, work, ct);

    private async Task<Outcome<T>> WithGrantAsync<T>(
        Door door, IsolationLevel isolation, RunGrant grant, bool isReadOnly, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct)
    {
        Refusal? refusal = null;
        var outcome = await RunAsync(
            door,
            isolation,
            async (context, token) =>
            {
                refusal = GrantRefusal(await context.EnterGrantAsync(door, grant, token));
                // A grant that was found over is ended by the look, and that commits.
                if (refusal is not null)
                    return Outcome.Of(default(T)!);
                if (isReadOnly)
                    await context.Database.ExecuteSqlRawAsync("set local transaction_read_only = on", token);
                var done = await work(context, token);
                if (!done.IsAllowed || isReadOnly || grant.Epoch is not { } epoch)
                    return done;
                // Last of all: between this and the commit nobody can take the run over.
                return await context.IsLeaseHeldAsync(grant.Run, epoch, token) ? done : MigrationRefusals.LeaseLost;
            },
            ct,
            ofJob: grant.Purpose is not GrantPurpose.Upload);
        return refusal is null ? outcome : refusal;
    }

    private static Refusal? GrantRefusal(string? code) => code switch
    {
        null => null,
        "not-found" => AccessRefusals.NotFoundOrNotYours,
        "grant-over" => MigrationRefusals.GrantOver,
        "right-lost" => MigrationRefusals.RightLost,
        var other => throw new UnreachableException($"access.enter_grant answered {other}."),
    };

    // A run's page says nothing of sessions to who has none: not found, or not yours.
    private async Task<Outcome<T>> EndOfActAsync<T>(TenantKey key, AuditAct act, Refusal? refusal, Outcome<T> outcome, CancellationToken ct)
    {
        if (refusal is not null && refusal == AccessRefusals.NoSession)
        {
            await RecordRefusalAsync(key.Caller, act, AccessRefusals.NotFoundOrNotYours, ct);
            return AccessRefusals.NotFoundOrNotYours;
        }

        if (refusal is not null)
            return refusal;
        if (!outcome.IsAllowed)
            await RecordRefusalAsync(key.Caller, act, outcome.Refusal, ct);
        return outcome;
    }
}
