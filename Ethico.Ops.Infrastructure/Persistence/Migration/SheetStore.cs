using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The sheet is counted outside a transaction and kept in one; judgements, notes and signatures go under the lock of the head.</summary>
internal sealed class SheetStore(OpsDatabase database, RunOptions options, IVault vault, FormatLimits limits, TimeProvider clock) : ISheets
{
    private const string Drawn = "failure_code is null and migration.comes_to(action, decision) in ('CREATE', 'UPDATE', 'MERGE')";

    public async Task<Outcome<SheetView>> CountAsync(TenantKey key, RunId run, AuditAct look, AuditAct act, CancellationToken ct)
    {
        var counter = new SheetCounter(vault, limits);
        var ground = await database.RunAsync(
            key,
            run,
            look,
            async (context, token) => await context.FindRunAsync(run, token) switch
            {
                null => (Outcome<SheetCounter.Ground>)AccessRefusals.NotFoundOrNotYours,
                { CompletedAt: null } => SheetRefusals.NotComplete,
                var head => await counter.GroundAsync(context, new(head.Tenant, run), token),
            },
            ct);
        if (!ground.IsAllowed)
            return ground.Refusal;
        var counted = counter.Count(ground.Value, ct);
        if (!counted.IsAllowed)
            return counted.Refusal;
        var json = RunJson.Write(counted.Value);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(json));
        return await database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.LockRunAsync(run, token) is not { } head)
                    return (Outcome<Change<SheetView>>)AccessRefusals.NotFoundOrNotYours;
                if (head.State is not (RunState.Imported or RunState.Verified))
                    return MigrationRefusals.NotNow(head.State);
                // One seed per run: what was judged stays judged when the figures are counted again.
                await context.CommandAsync(
                    """
                    insert into migration.sheets (organization_id, run_id, id, made_at, sample_seed, digest, is_balanced, figures)
                    values ($1, $2, $3, access.now(), coalesce((select s.sample_seed from migration.sheets s where s.run_id = $2 order by s.made_at limit 1), $4), $5, $6, $7::jsonb)
                    """,
                    token, head.Tenant.Value, run.Value, Guid.CreateVersion7(clock.GetUtcNow()), (long)RandomNumberGenerator.GetInt32(int.MaxValue), digest, counted.Value.IsBalanced, json);
                var view = (await FindAsync(context, run, token))!;
                return Outcome.Of(new Change<SheetView>(
                    view, null, new JsonObject { ["digest"] = view.Digest, ["balanced"] = view.Figures.IsBalanced, ["rows"] = view.Figures.SourceRows }));
            },
            ct);
    }

    public Task<Outcome<SheetView?>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(key, run, act, async (context, token) => Outcome.Of(await FindAsync(context, run, token)), ct);

    public Task<Outcome<SheetSamples>> SamplesAsync(TenantKey key, RunId run, bool isRevealed, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.FindRunAsync(run, token) is not { } head)
                    return (Outcome<SheetSamples>)AccessRefusals.NotFoundOrNotYours;
                if (await SeedAsync(context, run, token) is not { } seed)
                    return SheetRefusals.NoSheet;
                var positions = await PlanViewStore.DrawAsync(context, run, seed, SampleDraw.Verify, Drawn, token);
                var rows = await new RowsBeside(context, new(head.Tenant, run), vault, limits).ReadAsync(positions, isLive: true, isRevealed, token);
                var judged = (await context.ListAsync(
                    """
                    select s.position, s.matches, s.note, coalesce(n.display_name, '(erased)'), s.judged_at
                    from migration.sheet_samples s left join access.operator_name n on n.operator_id = s.judged_by where s.run_id = $1 and s.seed = $2
                    """,
                    r => (Position: r.GetInt32(0), Matches: r.IsDBNull(1) ? (bool?)null : r.GetBoolean(1), Note: r.IsDBNull(2) ? null : r.GetString(2), By: r.GetString(3),
                        At: r.IsDBNull(4) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(4)),
                    token, run.Value, seed)).ToDictionary(j => j.Position);
                return Outcome.Of(new SheetSamples(
                    seed,
                    [.. rows.Select(r => judged.TryGetValue(r.Position, out var j) ? new SheetSample(r, j.Matches, j.Note, j.By, j.At) : new SheetSample(r, null, null, null, null))],
                    head.ReadAt,
                    isRevealed ? head.ReadAt + RevealedSamples.VisibleFor : null));
            },
            ct);

    public Task<Outcome<Done>> JudgeAsync(TenantKey key, RunId run, int position, bool matches, string? note, AuditAct act, CancellationToken ct) =>
        EditAsync(
            key,
            run,
            act,
            async (context, head, token) =>
            {
                if (await SeedAsync(context, run, token) is not { } seed)
                    return SheetRefusals.NoSheet;
                if (!(await PlanViewStore.DrawAsync(context, run, seed, SampleDraw.Verify, Drawn, token)).Contains(position))
                    return SheetRefusals.NoSuchSample;
                await context.CommandAsync(
                    """
                    insert into migration.sheet_samples (organization_id, run_id, seed, position, matches, note, judged_by, judged_at)
                    values ($1, $2, $3, $4, $5, $6, $7, access.now())
                    on conflict (run_id, seed, position) do update set matches = excluded.matches, note = excluded.note, judged_by = excluded.judged_by, judged_at = excluded.judged_at
                    """,
                    token, head.Tenant.Value, run.Value, seed, position, matches, note, key.Caller.Id.Value);
                return null;
            },
            ct);

    public Task<Outcome<Done>> NoteAsync(TenantKey key, RunId run, string subject, string note, AuditAct act, CancellationToken ct) =>
        EditAsync(
            key,
            run,
            act,
            async (context, head, token) =>
            {
                var isRow = subject.StartsWith("row:", StringComparison.Ordinal) && int.TryParse(subject.AsSpan(4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var row)
                    && (await context.ListAsync(
                        "select 1 from migration.plan_rows where run_id = $1 and row_number = $2 and failure_code is not null", r => r.GetInt32(0), token, run.Value, row)).Count > 0;
                if (!isRow && (await FindAsync(context, run, token))?.Figures.Totals.Any(t => t.Subject == subject) is not true)
                    return SheetRefusals.NoSuchSubject;
                await context.CommandAsync(
                    """
                    insert into migration.sheet_notes (organization_id, run_id, subject, note, noted_by, noted_at) values ($1, $2, $3, $4, $5, access.now())
                    on conflict (run_id, subject) do update set note = excluded.note, noted_by = excluded.noted_by, noted_at = excluded.noted_at
                    """,
                    token, head.Tenant.Value, run.Value, subject, note, key.Caller.Id.Value);
                return null;
            },
            ct);

    public Task<Outcome<RunHead>> SignAsync(TenantKey key, RunId run, SignOffWish wish, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                var turn = await context.TurnAsync(key.Caller, run, RunAct.SignOff, options, token);
                if (!turn.IsAllowed)
                    return (Outcome<Change<RunHead>>)turn.Refusal;
                if (await FindAsync(context, run, token) is not { } sheet)
                    return SheetRefusals.NoSheet;
                if (!string.Equals(sheet.Digest, wish.Digest, StringComparison.OrdinalIgnoreCase))
                    return SheetRefusals.SheetMoved;
                if (sheet.Missing.Count > 0)
                    return SheetRefusals.NotReady(sheet.Missing);
                await context.CommandAsync(
                    """
                    insert into migration.signoffs (organization_id, run_id, id, sheet_id, digest, signed_by, role, statement, client_name, client_email, client_agreed_on)
                    values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9, $10, $11::date)
                    """,
                    token, turn.Value.Before.Tenant.Value, run.Value, Guid.CreateVersion7(clock.GetUtcNow()), sheet.Id, wish.Digest, key.Caller.Id.Value, key.Caller.Role.Stored(),
                    wish.Statement, wish.ClientName, wish.ClientEmail, wish.ClientAgreedOn?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                await context.PutAsync(turn.Value, key.Caller, RunPut.Nothing, token);
                return Outcome.Of(turn.Value.ChangeOf((await context.FindRunAsync(run, token))!));
            },
            ct);

    public Task<Outcome<(RunHead Head, SheetView Sheet)>> ForExportAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.FindRunAsync(run, token) is not { } head)
                    return (Outcome<(RunHead, SheetView)>)AccessRefusals.NotFoundOrNotYours;
                return await FindAsync(context, run, token) is { } sheet ? Outcome.Of((head, sheet)) : SheetRefusals.NoSheet;
            },
            ct);

    private Task<Outcome<Done>> EditAsync(
        TenantKey key, RunId run, AuditAct act, Func<OpsDbContext, RunHead, CancellationToken, Task<Refusal?>> edit, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.LockRunAsync(run, token) is not { } head)
                    return (Outcome<Change<Done>>)AccessRefusals.NotFoundOrNotYours;
                if (head.State is not (RunState.Imported or RunState.Verified))
                    return MigrationRefusals.NotNow(head.State);
                if (RunRules.MayEdit(head, key.Caller.Id) is { } held)
                    return held;
                return await edit(context, head, token) is { } fault ? fault : Outcome.Of(new Change<Done>(default, null, null));
            },
            ct);

    private static async Task<long?> SeedAsync(OpsDbContext context, RunId run, CancellationToken ct) =>
        (await context.ListAsync("select sample_seed from migration.sheets where run_id = $1 order by made_at desc limit 1", r => (long?)r.GetInt64(0), ct, run.Value)).SingleOrDefault();

    private static async Task<SheetView?> FindAsync(OpsDbContext context, RunId run, CancellationToken ct)
    {
        var found = await context.ListAsync(
            "select id, encode(digest, 'hex'), made_at, sample_seed, figures::text from migration.sheets where run_id = $1 order by made_at desc, id desc limit 1",
            r => (Id: r.GetGuid(0), Digest: r.GetString(1), At: r.GetFieldValue<DateTimeOffset>(2), Seed: r.GetInt64(3), Figures: r.GetString(4)), ct, run.Value);
        if (found is not [var sheet])
            return null;
        var notes = await context.ListAsync("select subject, note from migration.sheet_notes where run_id = $1", r => (r.GetString(0), r.GetString(1)), ct, run.Value);
        var samples = (await PlanViewStore.DrawAsync(context, run, sheet.Seed, SampleDraw.Verify, Drawn, ct)).ToHashSet();
        var judged = await context.ListAsync(
            "select position, matches from migration.sheet_samples where run_id = $1 and seed = $2 and matches is not null", r => (Position: r.GetInt32(0), Matches: r.GetBoolean(1)), ct, run.Value, sheet.Seed);
        var failed = (await context.ListAsync(
            """
            select count(*)::int from migration.plan_rows p where p.run_id = $1 and p.failure_code is not null
              and not exists (select from migration.sheet_notes n where n.run_id = $1 and n.subject = 'row:' || p.row_number)
            """,
            r => r.GetInt32(0), ct, run.Value)).Single();
        var signatures = await context.ListAsync(
            """
            select s.id, coalesce(n.display_name, '(erased)'), s.role, s.signed_at, s.statement, encode(s.digest, 'hex'), s.client_name, s.client_email, s.client_agreed_on
            from migration.signoffs s left join access.operator_name n on n.operator_id = s.signed_by where s.run_id = $1 order by s.signed_at, s.id
            """,
            r => new Signature(
                r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateTimeOffset>(3), r.GetString(4), r.GetString(5), r.IsDBNull(6) ? null : r.GetString(6),
                r.IsDBNull(7) ? null : r.GetString(7), r.IsDBNull(8) ? null : r.GetFieldValue<DateOnly>(8)),
            ct, run.Value);
        var known = judged.Where(j => samples.Contains(j.Position)).ToList();
        return new SheetView(
            sheet.Id, sheet.Digest, sheet.At, sheet.Seed, RunJson.Read<SheetFigures>(sheet.Figures), notes.ToDictionary(n => n.Item1, n => n.Item2, StringComparer.Ordinal), samples.Count,
            known.Count, known.Count(j => !j.Matches), failed, signatures);
    }
}
