using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ethico.Ops.Infrastructure.Observability;

/// <summary>
/// Reads every ten seconds how many sessions are open. The database counts, not the process: each portal tells the figure of all, so take
/// the greatest and not the sum. A database that does not answer leaves the last figure and a line in the log.
/// </summary>
internal sealed partial class SessionGauge(OpsDatabase database, TimeProvider clock, ILogger<SessionGauge> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        try
        {
            do
            {
                var open = await database.JobAsync(
                    async (work, token) => Outcome.Of(await work.Database.SqlQuery<long>(
                        $"""select count(*) as "Value" from access.session where ended_at is null and expires_at > access.now()""").SingleAsync(token)),
                    stoppingToken);
                if (open.IsAllowed)
                    OpsMeters.SessionsOpen.Record(open.Value);
                else
                    NotCounted(open.Refusal.Code);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The portal stops.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Open sessions were not counted: {Code}")]
    private partial void NotCounted(string code);
}
