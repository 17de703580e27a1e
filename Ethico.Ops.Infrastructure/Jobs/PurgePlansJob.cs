using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Plan, samples, rollback lists and before-values. Counts, digests, source keys, ledger ids and fingerprints, sheets and signatures stay.</summary>
[DisallowConcurrentExecution]
internal sealed class PurgePlansJob(OpsDatabase database, TimeProvider clock, ILogger<PurgePlansJob> log) : PurgeRunsJob(database, clock, log)
{
    public const string Name = "purge-migration-plans";

    protected override string JobName => Name;

    protected override string Part => "plan";

    protected override FormattableString DueRuns =>
        $"""
        select r.id, r.organization_id from migration.runs r
        where coalesce(r.over_at, r.completed_at) <= access.now() - {RunRules.KeptAfterwards}
          and exists (select from migration.plan_rows p where p.run_id = r.id)
        order by r.id limit {RunsMost}
        """;

    protected override FormattableString Purge(Guid run, Guid tenant) =>
        $"""
        delete from migration.plan_people where run_id = {run};
        delete from migration.plan_references where run_id = {run};
        delete from migration.sheet_samples where run_id = {run};
        delete from migration.rollback_rows where run_id = {run};
        delete from migration.drift_rows where run_id = {run};
        update migration.ledger set before = null where run_id = {run} and action = 'UPDATED';
        delete from migration.plan_rows where run_id = {run}
        """;
}
