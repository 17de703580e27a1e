using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The sheet: source totals from the files, live totals from the client's tables, and what became of the rows between them.</summary>
internal sealed class SheetStore(OpsDatabase database, ISourceTotals source, RunOptions options, ImportOptions limits, TimeProvider clock) : ISheetBook
{
    public Task<Outcome<Sheet>> CountAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.LockRunAsync(run, token) is not { } head)
                    return (Outcome<Change<Sheet>>)AccessRefusals.NotFoundOrNotYours;
                if (head.State is not (RunState.Imported or RunState.Verified or RunState.PartlyRolledBack))
                    return MigrationRefusals.NotNow(head.State);
                await context.AllowAsync(limits.WholeRunTimeout, token);
                var figures = await FiguresAsync(context, head, token);
                if (!figures.IsAllowed)
                    return figures.Refusal;
                var sheet = await KeepAsync(context, head, figures.Value, token);
                return Outcome.Of(new Change<Sheet>(sheet, null, new JsonObject { ["digest"] = sheet.Digest, ["balanced"] = sheet.Figures.IsBalanced }));
            },
            ct);

    public Task<Outcome<Sheet>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) => await SheetSql.LastAsync(context, run, token) is { } sheet ? Outcome.Of(sheet) : ImportRefusals.NoSheet,
            ct);

    public Task<Outcome<Done>> JudgeAsync(TenantKey key, RunId run, int position, bool matches, string? note, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var judged = await context.Database.ExecuteSqlAsync(
                    $"""
                    update migration.sheet_samples s set matches = {matches}, note = {note}, judged_by = {key.Caller.Id.Value}, judged_at = access.now()
                    where s.run_id = {run.Value} and s.position = {position}
                      and s.seed = (select x.sample_seed from migration.sheets x where x.run_id = s.run_id order by x.made_at desc, x.id desc limit 1)
                    """,
                    token);
                return judged == 0 ? (Outcome<Change<Done>>)ImportRefusals.NotDrawn : Outcome.Of(new Change<Done>(default, null, null));
            },
            ct);

    public Task<Outcome<Done>> NoteAsync(TenantKey key, RunId run, string subject, string note, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await SheetSql.LastAsync(context, run, token) is not { } sheet || !sheet.Figures.Open.Contains(subject, StringComparer.Ordinal))
                    return (Outcome<Change<Done>>)ImportRefusals.NoSheet;
                await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into migration.sheet_notes (organization_id, run_id, subject, note, noted_by, noted_at)
                    values (access.current_tenant(), {run.Value}, {subject}, {note}, {key.Caller.Id.Value}, access.now())
                    on conflict (run_id, subject) do update set note = excluded.note, noted_by = excluded.noted_by, noted_at = excluded.noted_at
                    """,
                    token);
                return Outcome.Of(new Change<Done>(default, null, null));
            },
            ct);

    public Task<Outcome<int>> NoteRowsAsync(TenantKey key, RunId run, string reason, string note, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await SheetSql.LastAsync(context, run, token) is not { } sheet || !SheetFigures.IsFailure(reason) || !sheet.Figures.Reasons.ContainsKey(reason))
                    return (Outcome<Change<int>>)ImportRefusals.NoSheet;
                var rows = sheet.Figures.FailedOf(reason).ToArray();
                var noted = await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into migration.sheet_notes (organization_id, run_id, subject, note, noted_by, noted_at)
                    select access.current_tenant(), {run.Value}, x, {note}, {key.Caller.Id.Value}, access.now() from unnest({rows}) x
                    on conflict (run_id, subject) do nothing
                    """,
                    token);
                return Outcome.Of(new Change<int>(noted, null, new JsonObject { ["rows"] = noted }));
            },
            ct);

    public Task<Outcome<RunHead>> SignAsync(TenantKey key, RunId run, SignOff sign, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var turn = await context.TurnAsync(key.Caller, run, RunAct.SignOff, options, token);
                if (!turn.IsAllowed)
                    return (Outcome<Change<RunHead>>)turn.Refusal;
                if (await SheetSql.LastAsync(context, run, token) is not { } sheet)
                    return ImportRefusals.NoSheet;
                await context.AllowAsync(limits.WholeRunTimeout, token);
                var now = await FiguresAsync(context, turn.Value.Before, token);
                if (!now.IsAllowed)
                    return now.Refusal;
                // What is signed is what is so at this moment, not what was counted an hour ago.
                if (SheetRules.MaySign(sheet with { Figures = now.Value, Digest = Convert.ToHexStringLower(now.Value.Digest()) }, sign) is { } fault)
                    return fault;
                await context.Database.ExecuteSqlAsync(
                    $"""
                    insert into migration.signoffs (organization_id, run_id, id, sheet_id, digest, signed_by, role, statement, client_name, client_email, client_agreed_on)
                    values (access.current_tenant(), {run.Value}, {Guid.CreateVersion7(clock.GetUtcNow())}, {sheet.Id}, decode({sheet.Digest}, 'hex'), {key.Caller.Id.Value},
                        {key.Caller.Role.Stored()}, {sign.Statement.Trim()}, {sign.ClientName}, {sign.ClientEmail}, {sign.ClientAgreedOn})
                    """,
                    token);
                await context.PutAsync(turn.Value, key.Caller, RunPut.Nothing, token);
                return Outcome.Of(turn.Value.ChangeOf((await context.FindRunAsync(run, token))!));
            },
            ct);

    private async Task<Outcome<SheetFigures>> FiguresAsync(OpsDbContext context, RunHead head, CancellationToken ct)
    {
        var live = await SheetSql.LiveAsync(context, head.Id, ct);
        var totals = await source.CountAsync(context, new(head.Tenant, head.Id), live.LeftOut, ct);
        return totals.Map(s => live.Beside(s));
    }

    private async Task<Sheet> KeepAsync(OpsDbContext context, RunHead head, SheetFigures figures, CancellationToken ct)
    {
        var run = head.Id.Value;
        var json = JsonSerializer.Serialize(figures, SheetSql.Json);
        var digest = figures.Digest();
        // Drawn once: counted again, the same records are judged.
        var seed = (await context.Database.SqlQuery<long>($"""select s.sample_seed as "Value" from migration.sheets s where s.run_id = {run} limit 1""").ToListAsync(ct))
            .DefaultIfEmpty(RandomNumberGenerator.GetInt32(int.MaxValue)).First();
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into migration.sheets (organization_id, run_id, id, made_at, sample_seed, digest, is_balanced, figures)
            values (access.current_tenant(), {run}, {Guid.CreateVersion7(clock.GetUtcNow())}, access.now(), {seed}, {digest}, {figures.IsBalanced}, {json}::jsonb)
            """,
            ct);
        var places = SampleDraw.Draw(seed, figures.Created + figures.Updated + figures.Merged, SampleDraw.Verify).ToArray();
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into migration.sheet_samples (organization_id, run_id, seed, position)
            select access.current_tenant(), {run}, {seed}, r.position
            from (select p.position, row_number() over (order by p.position) - 1 as place from migration.plan_rows p
                join migration.progress g on g.run_id = p.run_id and p.position < g.next_position
                where p.run_id = {run} and p.failure_code is null and migration.comes_to(p.action, p.decision) in ('CREATE', 'UPDATE', 'MERGE')) r
            where r.place = any({places})
            on conflict do nothing
            """,
            ct);
        return (await SheetSql.LastAsync(context, head.Id, ct))!;
    }
}
