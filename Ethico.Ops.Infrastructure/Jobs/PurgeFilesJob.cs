using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// Takes uploaded files out of the vault when their time has come. The row loses its key in the transaction that leaves the entry, so
/// what a crash leaves behind on the disk is noise already.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class PurgeFilesJob(OpsDatabase database, IVault vault, TimeProvider clock, ILogger<PurgeFilesJob> log) : IJob
{
    public const string Name = "purge-migration-files";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var fire = new JobFire(Name, context.ScheduledFireTimeUtc ?? clock.GetUtcNow(), context.FireInstanceId);
        var gone = await database.JobAsync(
            async (work, token) =>
            {
                var files = await work.Database.SqlQuery<Gone>($"select p.file_id, p.run_id, p.organization_id from migration.purge_files() p").ToListAsync(token);
                foreach (var run in files.GroupBy(file => (file.RunId, file.OrganizationId)))
                {
                    await work.AppendAsync(
                        fire,
                        new AuditAct(AuditAction.PurgeMigrationSource)
                        {
                            EntityType = "MigrationRun",
                            EntityId = run.Key.RunId.ToString(),
                            Tenant = new OrganizationId(run.Key.OrganizationId),
                            Detail = new() { ["files"] = run.Count() },
                        },
                        token);
                }

                return Outcome.Of(files);
            },
            cancellationToken);
        if (!gone.IsAllowed)
            throw new JobExecutionException($"Uploaded files were not purged: {gone.Refusal.Code}.");
        foreach (var file in gone.Value)
            vault.Delete(new FileId(file.FileId));
        if (gone.Value.Count > 0)
            Purged(gone.Value.Count);
    }

    private sealed record Gone(Guid FileId, Guid RunId, Guid OrganizationId);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Files} uploaded files were taken out of the vault")]
    private partial void Purged(int files);
}
