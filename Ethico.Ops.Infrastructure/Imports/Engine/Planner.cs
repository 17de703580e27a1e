using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

/// <summary>
/// Preview (migration.md 4.5): the whole import on paper. One snapshot that can write nothing finds every line; they flow as they
/// come into a second connection, which stores them. No row passes through an object here.
/// </summary>
internal sealed class Planner(OpsDatabase database, HashKeys keys, ImportOptions options)
{
    private const string Lines =
        """
        "position", row_number, lead_position, action, conflict, reason, source_record_id, case_id, report_id, investigation_id, note_id,
        has_investigation, makes_investigation, case_reference, report_reference, category_id, secondary_category_id, location_id, fingerprint, changes
        """;

    /// <param name="grant">Preview's.</param>
    /// <param name="then">The last word in the transaction that stores the plan: the run's move.</param>
    public async Task<Outcome<PlanSummary>> PlanAsync(
        RunGrant grant, Func<OpsDbContext, CancellationToken, Task<Outcome<Done>>> then, CancellationToken ct)
    {
        var asked = await database.RunAsync(
            grant,
            async (context, token) =>
            {
                await context.AllowAsync(options.WholeRunTimeout, token);
                return await BasisAsync(context, grant, token);
            },
            ct);
        if (!asked.IsAllowed)
            return asked.Refusal;
        var basis = asked.Value;
        return await database.RunSnapshotAsync(
            grant,
            async (reading, token) =>
            {
                await reading.AllowAsync(options.WholeRunTimeout, token);
                await SetAsync(reading, basis, token);
                return await database.RunAsync(grant, async (storing, inner) =>
                {
                    await storing.AllowAsync(options.WholeRunTimeout, inner);
                    var stored = await StoreAsync(reading, storing, grant, basis, inner);
                    var moved = await then(storing, inner);
                    return moved.IsAllowed ? stored : moved.Refusal;
                }, token);
            },
            ct);
    }

    private async Task<Outcome<Basis>> BasisAsync(OpsDbContext context, RunGrant grant, CancellationToken ct)
    {
        var found = (await context.Database.SqlQuery<BasisRow>(
            $"""
            select d.body::text as mapping, coalesce(p.next_position, 1) as next_position,
                (extract(epoch from access.now()) * 1000)::bigint as at_ms, migration.sources_digest({grant.Run.Value}) as sources,
                exists (select from migration.staged_people s where s.organization_id = {grant.Tenant.Value} and s.run_id = {grant.Run.Value}
                    and s.email is not null) as has_mail
            from migration.run_documents d
            left join migration.progress p on p.run_id = d.run_id
            join migration.runs r on r.id = d.run_id
            where d.run_id = {grant.Run.Value} and d.kind = 'MAPPING' and d.version <= coalesce(r.mapping_version, d.version)
            order by d.version desc limit 1
            """).ToListAsync(ct)).SingleOrDefault();
        if (found is null)
            return EngineRefusals.NoMapping;
        if (found.HasMail && keys.Mail is null)
            return EngineRefusals.NoMailKey;
        var mapping = MappingJson.Read(found.Mapping);
        return mapping.Map(m => new Basis(PlanTerms.Of(m), found.NextPosition, found.AtMs, found.Sources));
    }

    private async Task SetAsync(OpsDbContext context, Basis basis, CancellationToken ct)
    {
        var (mail, person) = (KeyPads.Of(keys.Mail ?? keys.Audit), KeyPads.Of(keys.Audit));
        await context.Database.ExecuteSqlAsync(
            $"""
            select set_config('ops.plan_at', {basis.AtMs}::text, true), set_config('ops.plan_from', {basis.From}::text, true),
                set_config('ops.plan_system', {basis.Terms.SourceSystem}, true), set_config('ops.plan_updates', {basis.Terms.UpdatesExisting}::text, true),
                set_config('ops.plan_clears', {basis.Terms.BlankClears.ToArray()}::text[]::text, true),
                set_config('ops.mail_inner', {mail.InnerText}, true), set_config('ops.mail_outer', {mail.OuterText}, true),
                set_config('ops.key_inner', {person.InnerText}, true), set_config('ops.key_outer', {person.OuterText}, true)
            """,
            ct);
    }

    private async Task<Outcome<PlanSummary>> StoreAsync(
        OpsDbContext reading, OpsDbContext storing, RunGrant grant, Basis basis, CancellationToken ct)
    {
        var run = grant.Run.Value;
        await storing.Database.ExecuteSqlAsync(
            $"""
            delete from migration.plan_people where run_id = {run} and position >= {basis.From};
            delete from migration.plan_references r where r.run_id = {run} and not exists (
                select from migration.source_keys k where k.organization_id = r.organization_id and k.entity = r.kind and k.entity_id = r.id);
            delete from migration.plan_rows where run_id = {run} and position >= {basis.From};
            delete from migration.plans where run_id = {run};
            delete from migration.drift_rows where run_id = {run}
            """,
            ct);
        await storing.Database.ExecuteSqlRawAsync(
            """
            create temporary table plan_line (
                kind text, "position" int, row_number int, lead_position int, action text, conflict text, reason text, source_record_id text,
                case_id uuid, report_id uuid, investigation_id uuid, note_id uuid, has_investigation boolean, makes_investigation boolean,
                case_reference text, report_reference text, category_id uuid, secondary_category_id uuid, location_id uuid,
                fingerprint bytea, changes jsonb, role text, person_id uuid, is_first boolean) on commit drop;
            create temporary table plan_reference (
                kind text, ref int, id uuid, parent_id uuid, depth int, is_new boolean, source_record_id text) on commit drop
            """,
            ct);
        await FlowAsync(
            reading,
            storing,
            $"""
            select * from migration.plan_lines('{run}', current_setting('ops.plan_at')::bigint, current_setting('ops.plan_from')::int,
                current_setting('ops.plan_system'), current_setting('ops.plan_updates')::boolean, current_setting('ops.plan_clears')::text[],
                current_setting('ops.mail_inner')::bytea, current_setting('ops.mail_outer')::bytea,
                current_setting('ops.key_inner')::bytea, current_setting('ops.key_outer')::bytea)
            """,
            "plan_line",
            options.WholeRunTimeout,
            ct);
        await FlowAsync(
            reading,
            storing,
            $"select * from migration.plan_references_of('{run}', current_setting('ops.plan_at')::bigint, current_setting('ops.plan_system'))",
            "plan_reference",
            options.WholeRunTimeout,
            ct);
        return await KeepAsync(storing, grant, basis, ct);
    }

    [SuppressMessage("Security", "EF1003:Possible SQL injection vulnerability", Justification = "A written column list and a typed id; COPY takes no parameters.")]
    private static async Task<Outcome<PlanSummary>> KeepAsync(OpsDbContext storing, RunGrant grant, Basis basis, CancellationToken ct)
    {
        var (tenant, run) = (grant.Tenant.Value, grant.Run.Value);
        var seed = RandomNumberGenerator.GetInt32(int.MaxValue);
        await storing.Database.ExecuteSqlRawAsync(
            $$"""
            insert into migration.plan_rows (organization_id, run_id, {{Lines}})
            select {0}, {1}, {{Lines}} from plan_line where kind = 'R' order by "position"
            """,
            [tenant, run],
            ct);
        await storing.Database.ExecuteSqlAsync(
            $"""
            insert into migration.plan_people (organization_id, run_id, position, role, person_id, source_record_id, is_first)
            select {tenant}, {run}, "position", role, person_id, source_record_id, is_first from plan_line where kind = 'P' order by "position";
            insert into migration.plan_references (organization_id, run_id, kind, ref, id, parent_id, depth, source_record_id)
            select {tenant}, {run}, kind, ref, id, parent_id, depth, source_record_id from plan_reference where is_new
            on conflict (run_id, kind, ref) do nothing
            """,
            ct);
        var counts = (await storing.Database.SqlQuery<CountRow>(
            $"""
            select count(*) filter (where action = 'CREATE')::int as "create", count(*) filter (where action = 'UPDATE')::int as "update",
                count(*) filter (where action = 'MERGE')::int as merge, count(*) filter (where action = 'SKIP')::int as skip,
                count(*) filter (where action = 'CONFLICT')::int as conflict, {basis.From - 1} + count(*)::int as total,
                sha256(convert_to({basis.Terms.SourceSystem} || ':' || count(*) || ':' || coalesce(string_agg(
                    "position" || action || coalesce(conflict, '') || coalesce(encode(fingerprint, 'hex'), ''), ',' order by "position"), ''), 'UTF8')) as digest
            from plan_line where kind = 'R'
            """).ToListAsync(ct)).Single();
        await storing.Database.ExecuteSqlAsync(
            $"""
            insert into migration.plans (organization_id, run_id, made_at, at_ms, source_system, updates_existing, blank_clears, prefix,
                sources_digest, sample_seed, total_rows, from_position)
            values ({tenant}, {run}, access.now(), {basis.AtMs}, {basis.Terms.SourceSystem}, {basis.Terms.UpdatesExisting},
                {basis.Terms.BlankClears.ToArray()}, {basis.Terms.Prefix}, {basis.Sources}, {seed}, {counts.Total}, {basis.From});
            insert into migration.progress (organization_id, run_id, total_rows) values ({tenant}, {run}, {counts.Total})
            on conflict (run_id) do update set total_rows = excluded.total_rows;
            update migration.runs set plan_create = {counts.Create}, plan_update = {counts.Update}, plan_merge = {counts.Merge},
                plan_skip = {counts.Skip}, plan_conflict = {counts.Conflict}, conflicts_undecided = {counts.Conflict}, plan_digest = {counts.Digest}
            where id = {run}
            """,
            ct);
        return Outcome.Of(new PlanSummary(
            new(counts.Create, counts.Update, counts.Merge, counts.Skip, counts.Conflict), counts.Total, counts.Digest, seed));
    }

    private static async Task FlowAsync(OpsDbContext from, OpsDbContext to, string query, string table, TimeSpan most, CancellationToken ct)
    {
        var source = (NpgsqlConnection)from.Database.GetDbConnection();
        var target = (NpgsqlConnection)to.Database.GetDbConnection();
        await using var read = await source.BeginRawBinaryCopyAsync($"copy ({query}) to stdout (format binary)", ct);
        await using var write = await target.BeginRawBinaryCopyAsync($"copy {table} from stdin (format binary)", ct);
        // The first line may come only when the last row has been sorted.
        read.ReadTimeout = write.WriteTimeout = (int)most.TotalMilliseconds;
        try
        {
            await read.CopyToAsync(write, 128 * 1024, ct);
        }
        catch
        {
            // Without this the half that came would count as the whole.
            await write.CancelAsync();
            throw;
        }
    }

    private sealed record Basis(PlanTerms Terms, int From, long AtMs, byte[] Sources);

    private sealed record BasisRow(string Mapping, int NextPosition, long AtMs, byte[] Sources, bool HasMail);

    private sealed record CountRow(int Create, int Update, int Merge, int Skip, int Conflict, int Total, byte[] Digest);
}
