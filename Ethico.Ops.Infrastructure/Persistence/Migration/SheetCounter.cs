using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Ethico.Ops.Infrastructure.Imports.Validation;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>
/// The source's totals by reading its files again, and the client's by counting its tables (migration.md 4.7). Neither comes from
/// staging, so that a row lost between the two is seen.
/// </summary>
internal sealed class SheetCounter(IVault vault, FormatLimits limits)
{
    /// <summary>Everything but the reading itself: that holds no transaction open.</summary>
    public async Task<Outcome<Ground>> GroundAsync(OpsDbContext context, RunScope scope, CancellationToken ct)
    {
        var ground = await context.GroundAsync(scope, ct);
        if (!ground.IsAllowed)
            return ground.Refusal;
        var files = await context.FilesAsync(scope, ground.Value.Format, vault, ct);
        if (files.Count == 0)
            return PlanRefusals.NoSourceFile;
        var run = scope.Run.Value;
        var counted = (await context.ListAsync(
            """
            select coalesce(p.created, 0), coalesce(p.updated, 0), coalesce(p.merged, 0), coalesce(p.skipped, 0), coalesce(p.failed, 0), r.rows_skipped,
                (select count(*)::int from migration.staged_rows s where s.organization_id = r.organization_id and s.run_id = r.id)
            from migration.runs r left join migration.progress p on p.run_id = r.id where r.id = $1
            """,
            r => Enumerable.Range(0, 7).Select(r.GetInt32).ToArray(), ct, run)).Single();
        // "Finish here" counts what was left out as skipped; the head knows.
        var figures = new SheetFigures(0, counted[6], counted[0], counted[1], counted[2], Math.Max(counted[3], counted[5]), counted[4], await ReasonsAsync(context, run, ct), [], await ApartAsync(context, run, ct));
        var records = await context.ListAsync(
            """
            select p.row_number from migration.plan_rows p join migration.progress g on g.run_id = p.run_id
            where p.run_id = $1 and p.position < g.next_position and p.failure_code is null and migration.comes_to(p.action, p.decision) in ('CREATE', 'UPDATE')
            """,
            r => r.GetInt32(0), ct, run);
        return Outcome.Of(new Ground(
            ground.Value, files, figures, [.. records], await LiveAsync(context, run, ground.Value.Mapping.Zone, ct), await context.FixesAsync(scope, rows: null, ct),
            await context.ReferencesAsync(scope, ct)));
    }

    /// <summary>Reads the files; no database.</summary>
    public Outcome<SheetFigures> Count(Ground ground, CancellationToken ct)
    {
        var compiled = RowMapper.Compile(ground.Row.Mapping, ground.Row.Setting, ground.References);
        if (!compiled.IsAllowed)
            return compiled.Refusal;
        var mapper = compiled.Value;
        var source = new Dictionary<(string Kind, string Name), int>();
        var tally = new ReadingTally();
        var number = 0;
        var footers = 0;
        try
        {
            foreach (var file in ground.Files)
            {
                using var content = file.Open();
                footers += file.Format.FooterRows;
                foreach (var row in SourceReader.Rows(content, file.Format, limits, tally))
                {
                    if (++number % 1_000 == 0)
                        ct.ThrowIfCancellationRequested();
                    if (!ground.Records.Contains(number))
                        continue;
                    var mapped = mapper.Map(ErrorFile.IsOne(ground.Row.Setting.Columns) ? ErrorFile.Read(row) : row, number, file.Position, ground.Fixes.GetValueOrDefault(number) ?? RowFixes.None);
                    Add(source, "STATUS", mapped.Status ?? "(none)");
                    Add(source, "YEAR", mapped.ReceivedAt is { } at ? TimeZoneInfo.ConvertTime(at, ground.Row.Setting.Zone).Year.ToString(System.Globalization.CultureInfo.InvariantCulture) : "(none)");
                    Add(source, "CATEGORY", mapped.CategoryRef is { } category ? Name(ground, mapper, category) : "(none)");
                }
            }
        }
        catch (UnreadableSourceException unreadable)
        {
            return unreadable.Fault.Refusal;
        }

        var totals = source.Keys.Union(ground.Live.Keys).Select(k => new SheetTotal(k.Kind, k.Name, source.GetValueOrDefault(k), ground.Live.GetValueOrDefault(k)))
            .OrderBy(t => t.Kind switch { "STATUS" => 0, "YEAR" => 1, _ => 2 }).ThenBy(t => t.Name, StringComparer.Ordinal).ToList();
        return Outcome.Of(ground.Figures with
        {
            SourceRows = number, Totals = totals,
            Apart = [new("BLANK_LINE", (int)Math.Min(int.MaxValue, tally.BlankLines)), new("FOOTER_ROW", footers), .. ground.Figures.Apart],
        });
    }

    private static void Add(Dictionary<(string, string), int> counts, string kind, string name) => counts[(kind, name)] = counts.GetValueOrDefault((kind, name)) + 1;

    // The tenant's own name where there is one: the source may spell it otherwise.
    private static string Name(Ground ground, RowMapper mapper, int category)
    {
        var reference = mapper.References.Items.First(r => r.Kind is ReferenceKind.Category && r.Ref == category);
        return ground.Row.Setting.Tenant.Categories.FirstOrDefault(c => c.Id == reference.PlatformId)?.Name ?? reference.Name;
    }

    private static async Task<Dictionary<(string Kind, string Name), int>> LiveAsync(OpsDbContext context, Guid run, string zone, CancellationToken ct) =>
        (await context.ListAsync(
            """
            with mine as (
                select c.status, extract(year from r.received_at at time zone $2)::int::text as year, g.name
                from migration.plan_rows p
                join migration.progress s on s.run_id = p.run_id
                join platform.cases c on c.organization_id = p.organization_id and c.id = p.case_id
                join platform.reports r on r.organization_id = p.organization_id and r.id = p.report_id
                join platform.categories g on g.organization_id = c.organization_id and g.id = c.category_id
                where p.run_id = $1 and p.position < s.next_position and p.failure_code is null and migration.comes_to(p.action, p.decision) in ('CREATE', 'UPDATE')
            )
            select 'STATUS', status, count(*)::int from mine group by 2
            union all select 'YEAR', year, count(*)::int from mine group by 2
            union all select 'CATEGORY', name, count(*)::int from mine group by 2
            """,
            r => (Key: (r.GetString(0), r.GetString(1)), Count: r.GetInt32(2)), ct, run, zone)).ToDictionary(x => x.Key, x => x.Count);

    private static Task<List<SheetReason>> ReasonsAsync(OpsDbContext context, Guid run, CancellationToken ct) => context.ListAsync(
        """
        select p.failure_code is not null, coalesce(p.failure_code, case when p.position >= g.next_position then 'NOT_REACHED' else coalesce(p.reason, p.decision, 'SKIPPED') end), count(*)::int
        from migration.plan_rows p join migration.progress g on g.run_id = p.run_id
        where p.run_id = $1 and (p.failure_code is not null or migration.comes_to(p.action, p.decision) = 'SKIP' or p.position >= g.next_position)
        group by 1, 2 order by 1, 3 desc, 2
        """,
        r => new SheetReason(r.GetBoolean(0), r.GetString(1), r.GetInt32(2)), ct, run);

    private static Task<List<EntityCount>> ApartAsync(OpsDbContext context, Guid run, CancellationToken ct) => context.ListAsync(
        """
        select entity, count(*)::int from migration.ledger where run_id = $1 and action = 'CREATED' and entity in ('PERSON', 'INVESTIGATION', 'LOCATION', 'CATEGORY')
        group by 1 order by 1
        """,
        r => new EntityCount(r.GetString(0), r.GetInt32(1)), ct, run);

    internal sealed record Ground(
        RowGround Row, IReadOnlyList<PassFile> Files, SheetFigures Figures, HashSet<int> Records, Dictionary<(string Kind, string Name), int> Live,
        Dictionary<int, RowFixes> Fixes, IReadOnlyList<StagedReference> References);
}
