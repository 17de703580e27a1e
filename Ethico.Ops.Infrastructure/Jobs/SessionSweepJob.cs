using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// Writes down what nobody came to end by hand: sessions past their time, Write windows that closed. The doors refuse them
/// without it; this gives them their entry and tells the circuits. Each session is locked while it is ended, so two sweeps end it once.
/// </summary>
[DisallowConcurrentExecution]
internal sealed partial class SessionSweepJob(OpsDatabase database, ILogger<SessionSweepJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var swept = await database.JobAsync(
            async (work, token) => Outcome.Of(
                await work.Database.SqlQuery<Swept>($"select s.ended, s.fell_back from access.sweep_sessions() s").SingleAsync(token)),
            cancellationToken);
        if (!swept.IsAllowed)
            throw new JobExecutionException($"Sessions were not swept: {swept.Refusal.Code}.");
        if (swept.Value is { Ended: > 0 } or { FellBack: > 0 })
            Ended(swept.Value.Ended, swept.Value.FellBack);
    }

    internal sealed record Swept(int Ended, int FellBack);

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept: {Ended} sessions ended, {FellBack} fell back to Read")]
    private partial void Ended(int ended, int fellBack);
}
