using FluentAssertions;
using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Support;
using Ethico.Ops.Tests.Support;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>A run whose rows were staged by hand, as validation would leave them, and the keys its jobs hold.</summary>
internal sealed class StagedRun(World world, OrganizationId tenant, Caller by)
{
    public static readonly MigrationMapping Mapping = new() { Source = "NAVEX EthicsPoint" };

    public RunId Run { get; } = new(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));

    public OrganizationId Tenant => tenant;

    public Caller By => by;

    public TestDatabase Database => world.Database;

    public Planner Planner => new(world.Get<OpsDatabase>(), world.Get<HashKeys>(), new ImportOptions());

    public Importer Importer(int batchRows = 5_000) =>
        new(world.Get<OpsDatabase>(), world.Get<HashKeys>(), new ImportOptions { BatchRows = batchRows });

    public static async Task<StagedRun> MakeAsync(World world, OrganizationId tenant, Caller? by = null, MigrationMapping? mapping = null)
    {
        var made = new StagedRun(world, tenant, by ?? await world.OperatorAsync(Role.ImplementationManager));
        var number = await world.Database.ValueAsync<long>("select count(*) + 1 from migration.runs");
        await made.Database.ExecuteAsync(
            """
            insert into migration.runs (id, organization_id, reference, state, created_by, holder_id)
            values ($1, $2, 'MIG-2026-' || lpad($3::text, 5, '0'), 'VALIDATED', $4, $4)
            """,
            made.Run.Value, tenant.Value, number, made.By.Id.Value);
        await made.MapAsync(mapping ?? Mapping);
        return made;
    }

    /// <summary>A second run of the same file: the same staged rows under another name.</summary>
    public async Task<StagedRun> CopyAsync(World another, MigrationMapping? mapping = null)
    {
        var copy = await MakeAsync(another, tenant, by, mapping);
        foreach (var table in (string[])["staged_references", "staged_rows", "staged_people", "staged_investigations"])
        {
            var columns = await Database.ValueAsync<string>(
                "select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = ('migration.' || $1)::regclass and attnum > 0 and not attisdropped and attname <> 'run_id'", table);
            await Database.ExecuteAsync($"insert into migration.{table} (run_id, {columns}) select $1, {columns} from migration.{table} where run_id = $2", copy.Run.Value, Run.Value);
        }

        return copy;
    }

    public async Task MapAsync(MigrationMapping mapping) =>
        await Database.ExecuteAsync(
            """
            insert into migration.run_documents (organization_id, run_id, kind, version, body)
            select $1, $2, 'MAPPING', coalesce(max(version), 0) + 1, $3::jsonb from migration.run_documents where run_id = $2
            """,
            tenant.Value, Run.Value, MappingJson.Write(mapping));

    public async Task StageAsync(params StagedLine[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
            await StageAsync(i + 1, lines[i]);
    }

    public Task<RunGrant> GrantAsync(GrantPurpose purpose, long epoch = 1) => GrantAsync(purpose, epoch, by);

    /// <summary>The key as Preview or Start would hand it out, and the lease of a worker with this epoch.</summary>
    public async Task<RunGrant> GrantAsync(GrantPurpose purpose, long epoch, Caller giver)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var state = purpose switch { GrantPurpose.Preview => "PREVIEWING", GrantPurpose.Import => "IMPORTING", _ => "ROLLING_BACK" };
        await Database.ExecuteAsync(
            "update access.run_grant set ended_at = now(), end_reason = 'REPLACED' where run_id = $1 and ended_at is null", Run.Value);
        await Database.ExecuteAsync("update migration.runs set state = $2 where id = $1", Run.Value, state);
        await Database.ExecuteAsync(
            """
            with s as (
                insert into access.session (id, operator_id, role, organization_id, sees_content, needs_assignment, category, reason, started_at,
                    expires_at, idle_span, last_act_at, ended_at, end_reason)
                values (gen_random_uuid(), $3, $4, $2, true, false, 'MIGRATION_HELP', 'Moves the old cases over', access.now(),
                    access.now() + interval '1 hour', interval '1 hour', access.now(), access.now(), 'MANUAL')
                returning id)
            insert into access.run_grant (id, organization_id, run_id, kind, purpose, operator_id, session_id, expires_at)
            select $5, $2, $1, case when $6 = 'PREVIEW' then 'RUN' else 'IMPORT' end, $6, $3, s.id, access.now() + interval '2 days' from s
            """,
            Run.Value, tenant.Value, giver.Id.Value, giver.Role.Stored(), id, purpose.Stored());
        await Database.ExecuteAsync(
            """
            insert into migration.leases (run_id, epoch, worker, stage, taken_at, beat_at) values ($1, $2, 'test', $3, now(), now())
            on conflict (run_id) do update set epoch = excluded.epoch, stage = excluded.stage
            """,
            Run.Value, epoch, purpose.Stored());
        return new(id, Run, tenant, purpose, epoch);
    }

    public async Task<PlanSummary> PlanAsync()
    {
        var planned = await Planner.PlanAsync(await GrantAsync(GrantPurpose.Preview), (_, _) => Task.FromResult(Outcome.Done), CancellationToken.None);
        return planned.Value;
    }

    public async Task<IReadOnlyList<DriftRow>> BeginAsync(RunGrant? grant = null) =>
        (await Importer().BeginAsync(grant ?? await GrantAsync(GrantPurpose.Import), (_, _, _) => Task.FromResult(Outcome.Done), CancellationToken.None)).Value;

    public async Task<BatchResult> NextAsync(RunGrant grant, int batchRows) =>
        (await Importer(batchRows).NextAsync(grant, by.Id, (_, _, _) => Task.FromResult(Outcome.Done), CancellationToken.None)).Value;

    /// <summary>Begins and writes batch after batch to the end.</summary>
    public async Task<ImportProgress> ImportAsync(int batchRows = 5_000, int failing = 0)
    {
        var grant = await GrantAsync(GrantPurpose.Import);
        var importer = Importer(batchRows);
        (await importer.BeginAsync(grant, (_, _, _) => Task.FromResult(Outcome.Done), CancellationToken.None)).Value.Should().BeEmpty();
        while (true)
        {
            var batch = (await importer.NextAsync(grant, by.Id, (_, _, _) => Task.FromResult(Outcome.Done), CancellationToken.None)).Value;
            batch.End.Should().Be(BatchEnd.Written);
            batch.Progress!.Failed.Should().Be(failing);
            if (batch.Progress!.CompletedAt is { } at)
            {
                await Database.ExecuteAsync("update migration.runs set state = 'IMPORTED', completed_at = $2 where id = $1", Run.Value, at);
                return batch.Progress;
            }
        }
    }

    /// <summary>Preview, then batch after batch to the end.</summary>
    public async Task<RollbackProgress> RollBackAsync(int records = 1_000, Func<Task>? afterPreview = null)
    {
        await PreviewRollbackAsync();
        if (afterPreview is not null)
            await afterPreview();
        return await EndRollbackAsync(records);
    }

    public async Task<byte[]> PreviewRollbackAsync()
    {
        var made = await Rollbacker().PreviewAsync(await GrantAsync(GrantPurpose.Rollback), by.Id, CancellationToken.None);
        await RestAsync();
        return made.Value;
    }

    public async Task<RollbackProgress> EndRollbackAsync(int records = 1_000)
    {
        var grant = await GrantAsync(GrantPurpose.Rollback);
        while (true)
        {
            var step = (await Rollbacker(records).NextAsync(grant, by.Id, (_, _, _) => Task.FromResult(Outcome.Done), CancellationToken.None)).Value;
            if (step.IsDone)
            {
                await RestAsync();
                return step;
            }
        }
    }

    // Nobody is at it: another run of the tenant may write.
    private Task RestAsync() => Database.ExecuteAsync("update migration.runs set state = 'IMPORTED' where id = $1", Run.Value);

    public Rollbacker Rollbacker(int records = 1_000) => new(world.Get<OpsDatabase>(), new ImportOptions { RollbackRecords = records });

    private async Task StageAsync(int number, StagedLine line)
    {
        await Database.ExecuteAsync(
            """
            insert into migration.staged_rows (organization_id, run_id, row_number, file_number, file_row, line, state, skip_code, merged_into, row_key, digest,
                report_reference_number, received_at, received_precision, details, is_anonymous, reporter_type, case_reference_number, status, outcome,
                outcome_detail, severity, category_ref, location_ref, opened_at, opened_precision, closed_at, closed_precision, handler_id, queue_id,
                lead_source_text, notes)
            select $1, $2, $3, 1, $3, $3 + 1, x.state, x.skip_code, x.merged_into, x.key, sha256(convert_to($4, 'UTF8')), x.report_reference, x.received,
                'DAY', x.details, x.anonymous, x.reporter_type, x.reference, x.status, x.outcome, x.outcome_detail, x.severity, x.category, x.location,
                x.received, 'DAY', x.closed, case when x.closed is not null then 'DAY' end, x.handler,
                case when x.handler is null then coalesce(x.queue, (select q.id from platform.queues q where q.organization_id = $1 and q.is_fallback)) end,
                x.lead_text, x.notes
            from jsonb_to_record($4::jsonb) as x (state text, skip_code text, merged_into int, key text, report_reference text, received timestamptz,
                details text, anonymous boolean, reporter_type text, reference text, status text, outcome text, outcome_detail text, severity text,
                category int, location int, closed timestamptz, handler uuid, queue uuid, lead_text text, notes text)
            """,
            tenant.Value, Run.Value, number, JsonSerializer.Serialize(line, StagedLine.Json));
        foreach (var person in line.People)
        {
            await Database.ExecuteAsync(
                """
                insert into migration.staged_people (organization_id, run_id, row_number, role, match_hash, matched_by, full_name, name_key, email, phone, employee_id)
                values ($1, $2, $3, $4, $5, $6, $7, $8, nullif($9, ''), nullif($10, ''), nullif($11, ''))
                """,
                tenant.Value, Run.Value, number, person.Role, person.Hash(line.Key), person.MatchedBy, person.Name, NameFolding.Fold(person.Name),
                person.Email ?? "", person.Phone ?? "", person.Employee ?? "");
        }

        if (line.Investigation is { } notes)
        {
            await Database.ExecuteAsync(
                """
                insert into migration.staged_investigations (organization_id, run_id, row_number, status, outcome, closed_at, closed_precision, notes)
                select $1, $2, $3, case when s.status = 'CLOSED' then 'CLOSED' else 'ACTIVE' end, s.outcome, s.closed_at, s.closed_precision, $4
                from migration.staged_rows s where s.run_id = $2 and s.row_number = $3
                """,
                tenant.Value, Run.Value, number, notes);
        }
    }

    public Task ReferAsync(string kind, int number, string name, Guid? platform = null, string? code = null, int? parent = null) =>
        Database.ExecuteAsync(
            """
            insert into migration.staged_references (organization_id, run_id, kind, ref, platform_id, parent_ref, code, name, name_key)
            values ($1, $2, $3, $4, nullif($5, '00000000-0000-0000-0000-000000000000'::uuid), nullif($6, 0), nullif($7, ''), $8, $9)
            """,
            tenant.Value, Run.Value, kind, number, platform ?? Guid.Empty, parent ?? 0, code ?? "", name, NameFolding.Fold(name));
}
