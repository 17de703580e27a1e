using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>The statements a door begins and ends with.</summary>
internal static class DoorSql
{
    [SuppressMessage("Security", "EF1002:Risk of vulnerability to SQL injection", Justification = "A role from a closed list, three numbers and a uuid; SET takes no parameters.")]
    public static Task TakeOnAsync(this OpsDbContext context, Door door, bool ofJob, OpsDatabaseOptions options, CancellationToken ct, OperatorId? draftsOf = null)
    {
        var statement = ofJob ? options.JobStatementTimeout : options.StatementTimeout;
        var idle = door is Door.Import ? string.Create(CultureInfo.InvariantCulture, $"; set local idle_in_transaction_session_timeout = {options.ImportIdleTimeout.TotalMilliseconds:F0}") : "";
        var whose = draftsOf is { } owner ? $"; set local ops.draft_owner = '{owner.Value:D}'" : "";
        return context.Database.ExecuteSqlRawAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"set local role {door.Role()}; set local lock_timeout = {options.LockTimeout.TotalMilliseconds:F0}; set local statement_timeout = {statement.TotalMilliseconds:F0}{idle}{whose}"),
            ct);
    }

    /// <summary>First in its transaction, which then sees what the exporting one sees, and cannot write.</summary>
    [SuppressMessage("Security", "EF1002:Risk of vulnerability to SQL injection", Justification = "The server's own name of the snapshot, hex and hyphens; SET takes no parameters.")]
    public static Task JoinSnapshotAsync(this OpsDbContext context, string snapshot, CancellationToken ct) =>
        snapshot.All(c => char.IsAsciiHexDigit(c) || c == '-')
            ? context.Database.ExecuteSqlRawAsync($"set transaction snapshot '{snapshot}'; set local transaction_read_only = on", ct)
            : throw new ArgumentException("No name of a snapshot.", nameof(snapshot));

    public static async Task<EnterRow> EnterAsync(this OpsDbContext context, TenantKey key, AuditAct act, bool writes, CancellationToken ct)
    {
        var detail = CanonicalJson.Write(act.Detail);
        return (await context.Database.SqlQuery<EnterRow>(
            $"""
            select refusal, end_reason, retry_after
            from access.enter({key.Session.Value}, {key.Caller.Id.Value}, {writes}, {act.Action.ToString()}, {act.EntityType}, {act.EntityId},
                {detail}, {act.Reason}, {key.Caller.Ip}, {key.Caller.UserAgent}, {key.Caller.CorrelationId})
            """).ToListAsync(ct)).Single();
    }

    public static async Task<EnterRow> EnterRevealAsync(this OpsDbContext context, TenantKey key, AuditAct act, CancellationToken ct) =>
        (await context.Database.SqlQuery<EnterRow>(
            $"""
            select refusal, end_reason, retry_after
            from access.enter_reveal({key.Session.Value}, {key.Caller.Id.Value}, {act.EntityType}, {act.EntityId}, {act.Reason}, {key.Caller.Ip},
                {key.Caller.UserAgent}, {key.Caller.CorrelationId})
            """).ToListAsync(ct)).Single();

    public static Task RecordRevealAsync(this OpsDbContext context, Caller caller, AuditAct act, string? refusal, CancellationToken ct)
    {
        var detail = CanonicalJson.Write(act.Detail);
        return context.Database.ExecuteSqlAsync(
            $"""
            select access.record_reveal({refusal}, {act.EntityType}, {act.EntityId}, {detail}, {act.Reason}, {caller.Ip}, {caller.UserAgent}, {caller.CorrelationId})
            """,
            ct);
    }

    public static async Task<EnterRow> EnterRunAsync(this OpsDbContext context, TenantKey key, RunId run, RunEntry entry, AuditAct act, CancellationToken ct)
    {
        var detail = CanonicalJson.Write(act.Detail);
        return (await context.Database.SqlQuery<EnterRow>(
            $"""
            select refusal, end_reason, retry_after
            from access.enter_run({key.Session.Value}, {key.Caller.Id.Value}, {run.Value}, {entry is RunEntry.Begin}, {entry is not RunEntry.Look},
                {entry is RunEntry.ChangeInWriteMode}, {act.Action.ToString()}, {act.EntityType}, {act.EntityId}, {detail}, {act.Reason},
                {key.Caller.Ip}, {key.Caller.UserAgent}, {key.Caller.CorrelationId})
            """).ToListAsync(ct)).Single();
    }

    /// <summary>Null, or the code of why the grant does not fit.</summary>
    public static async Task<string?> EnterGrantAsync(this OpsDbContext context, Door door, RunGrant grant, CancellationToken ct) =>
        (await context.Database.SqlQuery<string?>(
            $"""select access.enter_grant({grant.Id}, {grant.Run.Value}, {door is Door.Import}) as "Value" """).ToListAsync(ct)).Single();

    public static async Task<bool> IsLeaseHeldAsync(this OpsDbContext context, RunId run, long epoch, CancellationToken ct) =>
        (await context.Database.SqlQuery<bool>($"""select access.fence_run({run.Value}, {epoch}) as "Value" """).ToListAsync(ct)).Single();

    public static Task RecordChangeAsync(this OpsDbContext context, Caller caller, AuditAct act, CancellationToken ct)
    {
        var detail = CanonicalJson.Write(act.Detail);
        var before = CanonicalJson.Write(act.Before);
        var after = CanonicalJson.Write(act.After);
        return context.Database.ExecuteSqlAsync(
            $"""
            select access.record_change({act.Action.ToString()}, {act.EntityType}, {act.EntityId}, {detail}, {act.Reason},
                {caller.Ip}, {caller.UserAgent}, {caller.CorrelationId}, {before}, {after})
            """,
            ct);
    }

    internal sealed record EnterRow(string? Refusal, string? EndReason, TimeSpan? RetryAfter);
}
