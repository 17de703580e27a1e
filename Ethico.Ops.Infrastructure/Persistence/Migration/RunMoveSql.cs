using System.Diagnostics;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>
/// A move of a run, in pieces for whoever has more to do in the same transaction: <see cref="TurnAsync"/> locks and judges, then the
/// caller does its work, then <see cref="PutAsync"/> writes. Jobs have both in one, with their entry.
/// </summary>
internal static class RunMoveSql
{
    /// <summary>A person's act: hold, table and facts, then the act's own check.</summary>
    public static async Task<Outcome<RunTurn>> TurnAsync(
        this OpsDbContext context, Caller who, RunId run, RunAct act, RunOptions options, CancellationToken ct, Func<RunHead, Refusal?>? check = null)
    {
        if (await context.LockRunAsync(run, ct) is not { } head)
            return AccessRefusals.NotFoundOrNotYours;
        // The state first: who comes too late is told that, and not that somebody has the run.
        var next = RunMoves.Decide(head.State, act, RunFacts.Of(head, options.OnePersonRows));
        if (!next.IsAllowed)
            return next.Refusal;
        if (act.Rule().NeedsHold && RunRules.MayEdit(head, who.Id) is { } held)
            return held;
        return check?.Invoke(head) is { } fault ? fault : Outcome.Of(new RunTurn(head, act, next.Value));
    }

    /// <summary>Writes the move, hands out the act's grant and tells who listens.</summary>
    public static async Task PutAsync(this OpsDbContext context, RunTurn turn, Caller who, RunPut put, CancellationToken ct, RunMove? move = null)
    {
        var statement = Begin(turn, put)
            .Add($", version = version + 1, last_act_at = access.now(), renewed_at = case when holder_id = {who.Id.Value} then access.now() else renewed_at end");
        RunMoveColumns.Add(statement, turn, who.Id, move ?? new(turn.Act));
        await context.Database.ExecuteSqlAsync(statement.Add($"where id = {turn.Before.Id.Value}").Done(), ct);
        // Every source row is accounted for where the run ends here (progress_adds_up): what was not done counts as skipped.
        if (turn.Act is RunAct.FinishHere)
            await context.Database.ExecuteSqlAsync(
                $"""
                update migration.progress set skipped = skipped + total_rows - next_position + 1 - left_out, left_out = total_rows - next_position + 1,
                    completed_at = coalesce(completed_at, access.now())
                where run_id = {turn.Before.Id.Value}
                """,
                ct);
        if (turn.Act.Rule().Gives is { } purpose)
        {
            await context.Database.ExecuteSqlAsync(
                $"select access.give_run_grant({purpose.Stored()}, null, {RunRules.GrantSpan(purpose)})", ct);
        }

        await context.TellRunAsync(turn.Before, turn.Next, ct);
    }

    /// <summary>
    /// The move of a job with the run's grant, with its entry. Counts of the head belong before it, in the same transaction; the
    /// grant ends with the state, at the commit.
    /// </summary>
    public static async Task<Outcome<RunHead>> MoveByGrantAsync(
        this OpsDbContext context, RunGrant grant, RunAct act, RunPut put, RunOptions options, CancellationToken ct)
    {
        if (await context.LockRunAsync(grant.Run, ct) is not { } head)
            return AccessRefusals.NotFoundOrNotYours;
        var next = RunMoves.Decide(head.State, act, RunFacts.Of(head, options.OnePersonRows));
        if (!next.IsAllowed)
            return next.Refusal;
        var turn = new RunTurn(head, act, next.Value);
        var statement = Begin(turn, put);
        RunMoveColumns.Add(statement, turn, who: null, new(act));
        await context.Database.ExecuteSqlAsync(statement.Add($"where id = {head.Id.Value}").Done(), ct);
        await context.RecordByGrantAsync(grant, Entry(turn, put), ct);
        await context.TellRunAsync(head, turn.Next, ct);
        return Outcome.Of((await context.FindRunAsync(grant.Run, ct))!);
    }

    /// <summary>The same at the job door, where no grant opens the tenant (any more): failed, held because the right was lost, lapsed.</summary>
    public static async Task<Outcome<RunState>> MoveByJobAsync(
        this OpsDbContext context, JobFire fire, RunId run, RunAct act, RunPut put, RunOptions options, CancellationToken ct)
    {
        if (await context.LockRunNamelessAsync(run, ct) is not { } head)
            return AccessRefusals.NotFoundOrNotYours;
        var next = RunMoves.Decide(head.State, act, RunFacts.Of(head, options.OnePersonRows));
        if (!next.IsAllowed)
            return next.Refusal;
        var turn = new RunTurn(head, act, next.Value);
        var statement = Begin(turn, put);
        RunMoveColumns.Add(statement, turn, who: null, new(act));
        await context.Database.ExecuteSqlAsync(statement.Add($"where id = {run.Value}").Done(), ct);
        await context.AppendAsync(fire, Entry(turn, put), ct);
        await context.TellRunAsync(head, turn.Next, ct);
        return next;
    }

    public static async Task RecordByGrantAsync(this OpsDbContext context, RunGrant grant, AuditAct act, CancellationToken ct)
    {
        OpsMeters.CountEntry(act.Action, refusal: null);
        var detail = CanonicalJson.Write(act.Detail);
        var before = CanonicalJson.Write(act.Before);
        var after = CanonicalJson.Write(act.After);
        var correlation = Activity.Current?.TraceId.ToString() ?? grant.Id.ToString("N");
        await context.Database.ExecuteSqlAsync(
            $"""
            select access.record_by_grant({act.Action.ToString()}, {act.EntityType}, {act.EntityId}, {detail}, {act.Reason}, {correlation},
                {before}, {after})
            """,
            ct);
    }

    /// <summary>What the entry of a move holds: the state before and after, both Public.</summary>
    public static Change<T> ChangeOf<T>(this RunTurn turn, T result) => new(result, State(turn.Before.State), State(turn.Next));

    private static AuditAct Entry(RunTurn turn, RunPut put)
    {
        var detail = put.Detail is null ? [] : (JsonObject)put.Detail.DeepClone();
        if (put.Cause is { } cause)
            detail["cause"] = cause.Code;
        return RunGate.Act(turn.Act, turn.Before.Id) with
        {
            Tenant = turn.Before.Tenant,
            Detail = detail.Count == 0 ? null : detail,
            Before = State(turn.Before.State),
            After = State(turn.Next),
        };
    }

    private static JsonObject State(RunState state) => new() { ["state"] = state.Stored() };

    // What a failure said stays until the run moves on.
    private static SqlText Begin(RunTurn turn, RunPut put) => new SqlText()
        .Add($"update migration.runs set state = {turn.Next.Stored()}")
        .AddIf(turn.Next != turn.Before.State || put.Cause is not null, $", cause_code = {put.Cause?.Code}, cause = {put.Cause?.Sentence}")
        .AddIf(put.StoppedFor is not null, $", stopped_for = {put.StoppedFor?.Stored()}");
}
