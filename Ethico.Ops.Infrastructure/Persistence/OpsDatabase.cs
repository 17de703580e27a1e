using System.Data;
using System.Diagnostics;
using System.Security.Cryptography;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>
/// The doors (DESIGN.md 2). Each unit of work is one context, one transaction, one role, taken on for that transaction only.
/// What a door answers is complete before it commits and is handed out after: a view's entry is in the trail before its rows
/// leave. Work passed in must be repeatable: a deadlock runs it again.
/// </summary>
internal sealed partial class OpsDatabase(
    IDbContextFactory<OpsDbContext> contexts, JobContexts jobs, TimeProvider clock, OpsDatabaseOptions options, ILogger<OpsDatabase> log)
{
    private readonly SessionLanes lanes = new();

    /// <summary>The portal's own records, without an entry: directory look-ups a rule does not ask one for, one's own preferences.</summary>
    public Task<Outcome<T>> PortalAsync<T>(Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) =>
        RunAsync(Door.Portal, IsolationLevel.ReadCommitted, work, ct);

    /// <summary>One person's drafts, of which no other work at this door sees a row.</summary>
    public Task<Outcome<T>> DraftsAsync<T>(OperatorId owner, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) =>
        RunAsync(Door.Portal, IsolationLevel.ReadCommitted, work, ct, draftsOf: owner);

    /// <summary>The portal's own records, with the act's entry in the same transaction. A refusal by the work rolls both back.</summary>
    public Task<Outcome<T>> PortalAsync<T>(
        Caller caller, AuditAct act, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) =>
        RunAsync(
            Door.Portal,
            IsolationLevel.ReadCommitted,
            async (context, token) =>
            {
                await context.AppendAsync(caller, act, refused: false, token);
                return await work(context, token);
            },
            ct);

    /// <summary>
    /// Looks inside the entered tenant. <c>access.enter</c> locks the session, refuses if it is over, writes the entry and makes
    /// the transaction read-only; without it no policy answers a row.
    /// </summary>
    public async Task<Outcome<T>> TenantAsync<T>(
        TenantKey key, AuditAct act, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct)
    {
        Refusal? refusal = null;
        var outcome = await InLaneAsync(
            key,
            DoorOf(key.Caller),
            async (context, token) =>
            {
                refusal = Answer(act, await context.EnterAsync(key, act, writes: false, token));
                // The refused attempt is in the trail and must commit: it travels as a value past the transaction.
                return refusal is null ? await work(context, token) : Outcome.Of(default(T)!);
            },
            ct,
            keepOnRefusal: true);
        if (refusal is not null)
            return await RefusedAsync<T>(key, act, refusal, ct);
        // Looked for and not there, or another tenant's: the attempt is worth an entry of its own beside the view's.
        if (!outcome.IsAllowed)
            await RecordRefusalAsync(key.Caller, act, outcome.Refusal, ct);
        return outcome;
    }

    /// <summary>
    /// Shows personal values, where the record itself decides whether it may: asked first, then the one entry is written, allowed or
    /// refused as it was decided, and only then are values selected. A refusal costs its token as a reveal does.
    /// </summary>
    public async Task<Outcome<T>> RevealInTenantAsync<T>(
        TenantKey key, AuditAct act, Func<OpsDbContext, CancellationToken, Task<Refusal?>> decide, Func<OpsDbContext, CancellationToken, Task<T>> show,
        CancellationToken ct)
    {
        Refusal? refusal = null;
        var atTheDoor = false;
        var outcome = await RunAsync(
            DoorOf(key.Caller),
            IsolationLevel.ReadCommitted,
            async (context, token) =>
            {
                refusal = Answer(act, await context.EnterRevealAsync(key, act, token));
                atTheDoor = refusal is not null;
                if (atTheDoor)
                    return Outcome.Of(default(T)!);
                refusal = await decide(context, token);
                if (refusal is not null)
                    OpsMeters.CountRefusal(refusal.Code);
                await context.RecordRevealAsync(key.Caller, act, refusal?.Code, token);
                return Outcome.Of(refusal is null ? await show(context, token) : default!);
            },
            ct);
        // The database's own refusal comes first: then nothing was decided, and nothing written.
        if (!outcome.IsAllowed || refusal is null)
            return outcome;
        return atTheDoor ? await RefusedAsync<T>(key, act, refusal, ct) : refusal;
    }

    /// <summary>
    /// Changes something inside the entered tenant: Write mode only. The work answers what was and what is; the entry with both is
    /// written in the same transaction, which does not commit without it. A refusal by the work changes nothing and leaves a refused entry.
    /// </summary>
    public async Task<Outcome<T>> ChangeInTenantAsync<T>(
        TenantKey key, AuditAct act, Func<OpsDbContext, CancellationToken, Task<Outcome<Change<T>>>> work, CancellationToken ct)
    {
        Refusal? refusal = null;
        var outcome = await InLaneAsync(
            key,
            DoorOf(key.Caller),
            async (context, token) =>
            {
                refusal = Answer(act, await context.EnterAsync(key, act, writes: true, token));
                if (refusal is not null)
                    return Outcome.Of(default(T)!);
                var change = await work(context, token);
                if (change.IsAllowed)
                    await context.RecordChangeAsync(key.Caller, act with { Before = change.Value.Before, After = change.Value.After }, token);
                return change.Map(c => c.Result);
            },
            ct);
        if (refusal is not null)
            return await RefusedAsync<T>(key, act, refusal, ct);
        if (!outcome.IsAllowed)
            await RecordRefusalAsync(key.Caller, act, outcome.Refusal, ct);
        return outcome;
    }

    /// <summary>
    /// Reads at length what the portal's door sees, in one snapshot. The entry of it was committed before: what the work hands out
    /// on the way (an export) cannot be called back.
    /// </summary>
    public Task<Outcome<T>> PortalSnapshotAsync<T>(Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) =>
        RunAsync(
            Door.Portal,
            IsolationLevel.RepeatableRead,
            async (context, token) =>
            {
                await context.Database.ExecuteSqlRawAsync("set local transaction_read_only = on", token);
                return await work(context, token);
            },
            ct);

    /// <summary>
    /// The same snapshot through several connections at once, for what reads everything: a server process sends rows from one core only.
    /// The work gets the first context and, beside it, the others.
    /// </summary>
    public Task<Outcome<T>> PortalSnapshotAsync<T>(
        int connections, Func<OpsDbContext, IReadOnlyList<OpsDbContext>, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) =>
        PortalSnapshotAsync(
            async (context, token) =>
            {
                var snapshot = await context.Database.SqlQuery<string>($"""select pg_export_snapshot() as "Value" """).SingleAsync(token);
                List<OpsDbContext> beside = [];
                try
                {
                    while (beside.Count < connections - 1)
                    {
                        beside.Add(await contexts.CreateDbContextAsync(token));
                        await beside[^1].Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
                        await beside[^1].JoinSnapshotAsync(snapshot, token);
                        await beside[^1].TakeOnAsync(Door.Portal, ofJob: false, options, token);
                    }

                    return await work(context, beside, token);
                }
                finally
                {
                    foreach (var each in beside)
                        await each.DisposeAsync();
                }
            },
            ct);

    /// <summary>Cross-tenant figures for scheduled work: ids, codes and instants, on connections of their own.</summary>
    public Task<Outcome<T>> JobAsync<T>(Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct) =>
        RunAsync(Door.Jobs, IsolationLevel.ReadCommitted, work, ct, ofJob: true);

    /// <summary>An entry of its own, in its own transaction.</summary>
    public Task<Outcome<Done>> RecordAsync(Caller caller, AuditAct act, bool refused, CancellationToken ct) =>
        RunAsync(
            Door.Portal,
            IsolationLevel.ReadCommitted,
            async (context, token) =>
            {
                await context.AppendAsync(caller, act, refused, token);
                return Outcome.Done;
            },
            ct);

    private async Task<Outcome<T>> InLaneAsync<T>(
        TenantKey key, Door door, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct, bool keepOnRefusal = false)
    {
        using var turn = await lanes.TakeAsync(key.Session, options.LanePatience, ct);
        return turn is null ? AccessRefusals.Busy : await RunAsync(door, IsolationLevel.ReadCommitted, work, ct, keepOnRefusal);
    }

    private static Door DoorOf(Caller caller) => caller.May(Permission.ViewCaseContent).IsGiven ? Door.Tenant : Door.Overview;

    private static Refusal? Answer(AuditAct act, DoorSql.EnterRow row)
    {
        OpsMeters.CountEntry(act.Action, row.Refusal);
        return row.Refusal switch
        {
            null => null,
            "not-yours" => AccessRefusals.NoSession,
            "not-found" => AccessRefusals.NotFoundOrNotYours,
            "session-over" => AccessRefusals.SessionOver,
            "read-only" => AccessRefusals.ReadOnly,
            "too-many" => AccessRefusals.TooMany(row.RetryAfter ?? TimeSpan.FromSeconds(1)),
            var other => throw new UnreachableException($"The door answered {other}."),
        };
    }

    // access.enter wrote the refused entry into the session's stream, except where the session is not the caller's.
    private async Task<Outcome<T>> RefusedAsync<T>(TenantKey key, AuditAct act, Refusal refusal, CancellationToken ct)
    {
        if (refusal == AccessRefusals.NoSession)
            await RecordRefusalAsync(key.Caller, act, refusal, ct);
        return refusal;
    }

    private Task RecordRefusalAsync(Caller caller, AuditAct act, Refusal refusal, CancellationToken ct) =>
        RecordAsync(caller, act.Refused(refusal), refused: true, ct);

    private async Task<Outcome<T>> RunAsync<T>(
        Door door, IsolationLevel isolation, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, CancellationToken ct,
        bool keepOnRefusal = false, bool ofJob = false, OperatorId? draftsOf = null)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await OnceAsync(door, isolation, work, keepOnRefusal, ofJob, draftsOf, ct);
            }
            catch (Exception fault) when (attempt <= options.Retries && DatabaseFaults.IsWorthAnotherTry(fault))
            {
                OpsMeters.Retries.Add(1);
                Retrying(door, attempt);
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(5, 25) * (1 << attempt)), clock, ct);
            }
            catch (Exception fault) when (!ct.IsCancellationRequested && DatabaseFaults.AsRefusal(fault) is { } refusal)
            {
                Refused(door, refusal.Code, fault.GetType().Name);
                return refusal;
            }
        }
    }

    private async Task<Outcome<T>> OnceAsync<T>(
        Door door, IsolationLevel isolation, Func<OpsDbContext, CancellationToken, Task<Outcome<T>>> work, bool keepOnRefusal, bool ofJob,
        OperatorId? draftsOf, CancellationToken ct)
    {
        await using var context = ofJob ? jobs.Create() : await contexts.CreateDbContextAsync(ct);
        await using var transaction = await context.Database.BeginTransactionAsync(isolation, ct);
        await context.TakeOnAsync(door, ofJob, options, ct, draftsOf);
        var outcome = await work(context, ct);
        if (outcome.IsAllowed || keepOnRefusal)
            await transaction.CommitAsync(ct);
        return outcome;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A unit of work at door {Door} is tried again after attempt {Attempt}")]
    private partial void Retrying(Door door, int attempt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database refused at door {Door}: {Code} ({Fault})")]
    private partial void Refused(Door door, string code, string fault);
}
