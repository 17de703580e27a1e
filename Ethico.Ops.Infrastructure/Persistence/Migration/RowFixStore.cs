using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Validation;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Findings read, and rows fixed, left out and taken back: each act under the lock of the head, with its re-check.</summary>
internal sealed partial class RowFixStore(OpsDatabase database, RunOptions options, IVault vault, FormatLimits limits, TimeProvider clock) : IMigrationRows
{
    private delegate Task<Outcome<int>> Work(OpsDbContext context, RunScope scope, Guid act, CancellationToken ct);

    public Task<Outcome<int>> CountAsync(TenantKey key, RunId run, RowFixWish wish, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) => await context.FindRunAsync(run, token) is { } head
                ? (await FixPlan.RowsAsync(context, new(head.Tenant, run), wish, token)).Map(rows => rows.Length)
                : AccessRefusals.NotFoundOrNotYours,
            ct);

    public Task<Outcome<RowsChanged>> FixAsync(TenantKey key, RunId run, RowFixWish wish, AuditAct act, CancellationToken ct) =>
        ActAsync(
            key,
            run,
            RunAct.FixRows,
            act,
            async (context, scope, id, token) =>
            {
                var rows = await FixPlan.RowsAsync(context, scope, wish, token);
                if (!rows.IsAllowed)
                    return rows.Refusal;
                var ground = await context.GroundAsync(scope, token);
                if (!ground.IsAllowed)
                    return ground.Refusal;
                var recheck = new RowRecheck(context, scope, ground.Value, vault, limits);
                if (wish is RowFixWish.Suggestion { Group.Rule: { } rule } taken && await FixPlan.IsSkipAsync(context, scope, taken, rule, token))
                {
                    // All rows of one key at once would leave none of it; which one goes is a person's choice, row by row.
                    if (taken.Row is null && rule != Rules.RowTwice && rule != Rules.KeyEmpty)
                        return RowRefusals.NoSuggestion;
                    await SkipRowsAsync(context, scope, id, key.Caller, rows.Value, rule.Condition, recheck, token);
                    return Outcome.Of(rows.Value.Length);
                }

                var fixes = await FixPlan.MakeAsync(context, scope, wish, rows.Value, ground.Value, recheck, token);
                if (!fixes.IsAllowed)
                    return fixes.Refusal;
                await PutFixesAsync(context, scope, id, key.Caller, fixes.Value, token);
                // Those without a suggestion of their own stay as they are.
                int[] changed = [.. fixes.Value.Select(f => f.Row).Distinct()];
                var done = await recheck.RemapAsync(changed, token);
                return done.Map(_ => changed.Length);
            },
            ct);

    public Task<Outcome<RowsChanged>> SkipAsync(TenantKey key, RunId run, RowSkipWish wish, AuditAct act, CancellationToken ct) =>
        ActAsync(
            key,
            run,
            RunAct.SkipRows,
            act,
            async (context, scope, id, token) =>
            {
                var rows = await FixPlan.RowsOfAsync(context, scope, wish.Group, wish.Row, wish.Expected, token);
                if (!rows.IsAllowed)
                    return rows.Refusal;
                var ground = await context.GroundAsync(scope, token);
                if (!ground.IsAllowed)
                    return ground.Refusal;
                await SkipRowsAsync(context, scope, id, key.Caller, rows.Value, wish.Reason, new RowRecheck(context, scope, ground.Value, vault, limits), token);
                return Outcome.Of(rows.Value.Length);
            },
            ct);

    public Task<Outcome<RowsChanged>> AcceptAsync(TenantKey key, RunId run, FindingGroupKey group, int expected, AuditAct act, CancellationToken ct) =>
        ActAsync(
            key,
            run,
            RunAct.AcceptWarnings,
            act,
            async (context, scope, _, token) =>
            {
                var open = await context.ListAsync(
                    """
                    select open from migration.finding_groups
                    where organization_id = $1 and run_id = $2 and code = $3 and severity = 'WARNING' and column_number = $4 for update
                    """,
                    r => r.GetInt32(0), token, scope.Tenant.Value, scope.Run.Value, group.Code.Value, group.Column);
                if (open is not [var now])
                    return RowRefusals.NoSuchGroup;
                if (now != expected)
                    return RowRefusals.CountMoved(now);
                await context.CommandAsync(
                    """
                    update migration.finding_groups set accepted_at = access.now(), accepted_by = $5, accepted_total = open
                    where organization_id = $1 and run_id = $2 and code = $3 and severity = 'WARNING' and column_number = $4
                    """,
                    token, scope.Tenant.Value, scope.Run.Value, group.Code.Value, group.Column, key.Caller.Id.Value);
                await context.CountOpenAsync(scope, token);
                return Outcome.Of(now);
            },
            ct);

    public Task<Outcome<RowsChanged>> UndoAsync(TenantKey key, RunId run, Guid undone, AuditAct act, CancellationToken ct) =>
        ActAsync(
            key,
            run,
            RunAct.FixRows,
            act,
            async (context, scope, _, token) =>
            {
                var unfixed = await context.ListAsync(
                    """
                    update migration.fixes set undone_at = access.now(), undone_by = $4
                    where organization_id = $1 and run_id = $2 and act = $3 and undone_at is null returning row_number
                    """,
                    r => r.GetInt32(0), token, scope.Tenant.Value, scope.Run.Value, undone, key.Caller.Id.Value);
                var unskipped = await context.ListAsync(
                    "delete from migration.row_skips where organization_id = $1 and run_id = $2 and act = $3 returning row_number",
                    r => r.GetInt32(0), token, scope.Tenant.Value, scope.Run.Value, undone);
                if (unfixed.Count == 0 && unskipped.Count == 0)
                    return RowRefusals.NothingToUndo;
                var ground = await context.GroundAsync(scope, token);
                if (!ground.IsAllowed)
                    return ground.Refusal;
                var recheck = new RowRecheck(context, scope, ground.Value, vault, limits);
                if (unskipped.Count > 0)
                    await recheck.SkipAsync([.. unskipped], reason: null, token);
                var done = unfixed.Count == 0 ? Outcome.Done : await recheck.RemapAsync([.. unfixed.Distinct()], token);
                return done.Map(_ => unfixed.Distinct().Count() + unskipped.Count);
            },
            ct);

    private Task<Outcome<RowsChanged>> ActAsync(TenantKey key, RunId run, RunAct runAct, AuditAct act, Work work, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var turn = await context.TurnAsync(key.Caller, run, runAct, options, token);
                if (!turn.IsAllowed)
                    return (Outcome<Change<RowsChanged>>)turn.Refusal;
                var id = Guid.CreateVersion7(clock.GetUtcNow());
                var done = await work(context, new(turn.Value.Before.Tenant, run), id, token);
                if (!done.IsAllowed)
                    return done.Refusal;
                await context.PutAsync(turn.Value, key.Caller, RunPut.Nothing, token);
                var after = (await context.FindRunAsync(run, token))!.Counts;
                var before = turn.Value.Before.Counts;
                return Outcome.Of(new Change<RowsChanged>(
                    new(id, done.Value, after.ErrorsOpen, after.WarningsOpen),
                    new JsonObject { ["errors"] = before.ErrorsOpen, ["warnings"] = before.WarningsOpen },
                    new JsonObject { ["errors"] = after.ErrorsOpen, ["warnings"] = after.WarningsOpen, ["rows"] = done.Value, ["act"] = id.ToString() }));
            },
            ct);

    private static async Task SkipRowsAsync(
        OpsDbContext context, RunScope scope, Guid act, Caller who, int[] rows, string reason, RowRecheck recheck, CancellationToken ct)
    {
        await context.CommandAsync(
            """
            insert into migration.row_skips (organization_id, run_id, row_number, act, reason, made_by)
            select $1, $2, x, $4, $5, $6 from unnest($3::int[]) x on conflict do nothing
            """,
            ct, scope.Tenant.Value, scope.Run.Value, rows, act, reason, who.Id.Value);
        await recheck.SkipAsync(rows, reason, ct);
    }

    // What stood in the cell is history; where an identity is dropped, its history goes too (MIG-25).
    private static async Task PutFixesAsync(OpsDbContext context, RunScope scope, Guid act, Caller who, IReadOnlyList<CellFix> fixes, CancellationToken ct)
    {
        object[] cells = [scope.Tenant.Value, scope.Run.Value, fixes.Select(f => f.Row).ToArray(), fixes.Select(f => f.Column).ToArray()];
        await context.CommandAsync(
            """
            update migration.fixes f set undone_at = access.now(), undone_by = $5
            from unnest($3::int[], $4::int[]) x (row_number, column_number)
            where f.organization_id = $1 and f.run_id = $2 and f.row_number = x.row_number and f.column_number = x.column_number and f.undone_at is null
            """,
            ct, [.. cells, who.Id.Value]);
        var forgotten = fixes.Where(f => f.ForgetsBefore).ToList();
        if (forgotten.Count > 0)
            await context.CommandAsync(
                """
                update migration.fixes f set value = '' from unnest($3::int[], $4::int[]) x (row_number, column_number)
                where f.organization_id = $1 and f.run_id = $2 and f.row_number = x.row_number and f.column_number = x.column_number and f.value <> ''
                """,
                ct, scope.Tenant.Value, scope.Run.Value, forgotten.Select(f => f.Row).ToArray(), forgotten.Select(f => f.Column).ToArray());
        await context.CommandAsync(
            """
            insert into migration.fixes (organization_id, run_id, act, row_number, column_number, value, made_by)
            select $1, $2, $6, x.row_number, x.column_number, x.value, $7 from unnest($3::int[], $4::int[], $5::text[]) x (row_number, column_number, value)
            """,
            ct, [.. cells, fixes.Select(f => f.Value).ToArray(), act, who.Id.Value]);
    }
}
