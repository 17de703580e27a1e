using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Staged rows, findings, fixes, skips and column samples; the head says since when. Counts per rule stay.</summary>
[DisallowConcurrentExecution]
internal sealed class PurgeRowsJob(OpsDatabase database, TimeProvider clock, ILogger<PurgeRowsJob> log) : PurgeRunsJob(database, clock, log)
{
    public const string Name = "purge-migration-rows";

    protected override string JobName => Name;

    protected override string Part => "rows";

    // A stopped import keeps what it has until somebody decides.
    protected override FormattableString DueRuns =>
        $"""
        select r.id, r.organization_id from migration.runs r
        where r.purged_at is null and r.state <> 'IMPORT_STOPPED'
          and coalesce(r.over_at, r.completed_at) <= access.now() - {RunRules.KeptAfterwards}
        order by r.id limit {RunsMost}
        """;

    protected override FormattableString Purge(Guid run, Guid tenant) =>
        $"""
        delete from migration.findings where organization_id = {tenant} and run_id = {run};
        delete from migration.fixes where organization_id = {tenant} and run_id = {run};
        delete from migration.row_skips where organization_id = {tenant} and run_id = {run};
        delete from migration.staged_people where organization_id = {tenant} and run_id = {run};
        delete from migration.staged_investigations where organization_id = {tenant} and run_id = {run};
        delete from migration.staged_references where organization_id = {tenant} and run_id = {run};
        delete from migration.staged_hashes where organization_id = {tenant} and run_id = {run};
        delete from migration.staged_hash_changes where organization_id = {tenant} and run_id = {run};
        delete from migration.staged_rows where organization_id = {tenant} and run_id = {run};
        delete from migration.run_documents where run_id = {run} and kind in ('DETECTION', 'PROFILE');
        update migration.runs set purged_at = access.now() where id = {run}
        """;
}
