using Ethico.Ops.Domain.Access;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// The nightly checkpoint. The scheduler may wake two nodes for one due instant; the instant is the checkpoint's name in the
/// database, so they make one.
/// </summary>
[DisallowConcurrentExecution]
[RetryPolicy(3, "00:05:00")]
internal sealed class AuditSealJob(IAuditSeals seals, TimeProvider clock) : IJob
{
    public const string Name = "audit-seal";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var fire = new JobFire(Name, context.ScheduledFireTimeUtc ?? clock.GetUtcNow(), context.FireInstanceId);
        var made = await seals.SealAsync(fire, new AuditAct(AuditAction.SealAudit) { EntityType = "AuditTrail" }, cancellationToken);
        // A run that made nothing must not look like one that did: it fails, is tried again, and is seen in its history.
        if (!made.IsAllowed)
            throw new JobExecutionException($"The audit trail was not sealed: {made.Refusal.Code}.");
    }
}
