using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Unsaved text nobody came back to in seven days. It is not handed out after that anyway; this takes it out of the database.</summary>
[DisallowConcurrentExecution]
internal sealed partial class PurgeDraftsJob(OpsDatabase database, ILogger<PurgeDraftsJob> log) : IJob
{
    public const string Name = "purge-drafts";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await PurgeAsync(cancellationToken);

    public async Task<int> PurgeAsync(CancellationToken ct)
    {
        var gone = await database.JobAsync(
            async (work, token) => Outcome.Of(await work.Database.SqlQuery<int>($"""select access.purge_drafts() as "Value" """).SingleAsync(token)),
            ct);
        if (!gone.IsAllowed)
            throw new JobExecutionException($"Drafts were not purged: {gone.Refusal.Code}.");
        if (gone.Value > 0)
            Purged(gone.Value);
        return gone.Value;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} drafts lapsed")]
    private partial void Purged(int count);
}
