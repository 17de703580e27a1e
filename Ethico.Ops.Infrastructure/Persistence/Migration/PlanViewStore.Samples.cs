using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Rows beside their source: drawn by the plan's seed or chosen.</summary>
internal sealed partial class PlanViewStore
{
    public Task<Outcome<PlanSample>> SampleAsync(TenantKey key, RunId run, PlanPick pick, bool isRevealed, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.FindRunAsync(run, token) is not { } head)
                    return (Outcome<PlanSample>)AccessRefusals.NotFoundOrNotYours;
                var isDrawn = pick is { Rows: null, Key: null, Rule: null, Action: null };
                long? seed = null;
                int[] positions;
                if (isDrawn)
                {
                    var own = await context.ListAsync("select sample_seed from migration.plans where run_id = $1", r => r.GetInt64(0), token, run.Value);
                    if (own is not [var planned])
                        return PlanRefusals.NoPlan;
                    seed = pick.Seed ?? planned;
                    positions = await DrawAsync(context, run, seed.Value, SampleDraw.Preview, "action <> 'SKIP'", token);
                }
                else
                {
                    positions = [.. await context.ListAsync(
                        """
                        select p.position from migration.plan_rows p
                        where p.run_id = $1 and ($2::int[] is null or p.row_number = any($2)) and ($3::text is null or p.source_record_id = $3)
                          and ($4::text is null or p.action = $4)
                          and ($5::text is null or exists (select from migration.findings f where f.organization_id = p.organization_id
                            and f.run_id = p.run_id and f.row_number = p.row_number and f.code = $5))
                        order by p.position limit 10
                        """,
                        r => r.GetInt32(0), token, run.Value, pick.Rows?.ToArray(), pick.Key, pick.Action?.Stored(), pick.Rule)];
                }

                var looked = new RowsBeside(context, new(head.Tenant, run), vault, limits);
                var rows = await looked.ReadAsync(positions, isLive: false, isRevealed, token);
                return Outcome.Of(new PlanSample(seed, rows, head.ReadAt, isRevealed ? head.ReadAt + RevealedSamples.VisibleFor : null));
            },
            ct);

    public Task<Outcome<PlanSample>> DrawnAsync(TenantKey key, RunId run, bool isRevealed, AuditAct act, CancellationToken ct) =>
        database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.FindRunAsync(run, token) is not { } head)
                    return (Outcome<PlanSample>)AccessRefusals.NotFoundOrNotYours;
                var drawn = await context.ListAsync(
                    """
                    select s.seed, s.position from migration.sheet_samples s
                    where s.run_id = $1 and s.seed = (select x.sample_seed from migration.sheets x where x.run_id = $1 order by x.made_at desc, x.id desc limit 1)
                    """,
                    r => (Seed: r.GetInt64(0), Position: r.GetInt32(1)), token, run.Value);
                var rows = await new RowsBeside(context, new(head.Tenant, run), vault, limits).ReadAsync([.. drawn.Select(d => d.Position)], isLive: true, isRevealed, token);
                return Outcome.Of(new PlanSample(drawn.Count == 0 ? null : drawn[0].Seed, rows, head.ReadAt, isRevealed ? head.ReadAt + RevealedSamples.VisibleFor : null));
            },
            ct);

    /// <summary>Positions drawn among a run's rows; all of them where there are fewer.</summary>
    /// <param name="condition">Over plan_rows; a literal of ours.</param>
    private static async Task<int[]> DrawAsync(OpsDbContext context, RunId run, long seed, int count, string condition, CancellationToken ct)
    {
        var all = (await context.ListAsync(
            $"select count(*)::int from migration.plan_rows where run_id = $1 and {condition}", r => r.GetInt32(0), ct, run.Value)).Single();
        var places = SampleDraw.Draw(seed, all, count).ToArray();
        return [.. await context.ListAsync(
            $"""
            select x.position from (
                select position, (row_number() over (order by position) - 1)::int as place from migration.plan_rows where run_id = $1 and {condition}) x
            where x.place = any($2) order by x.position
            """,
            r => r.GetInt32(0), ct, run.Value, places)];
    }
}
