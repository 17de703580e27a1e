using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Microsoft.Extensions.Logging;
using Quartz;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// Every five minutes it asks whether a link is due by the operations clock and still owed. A cron time of 02:00 would be lost
/// in the night that has none and come twice in another; and a portal that was down starts with what it missed.
/// </summary>
internal sealed partial class NightWaker(ClientNight night, TimeProvider clock, ILogger<NightWaker> log)
{
    public const string Cron = "0 0/5 * * * ?";

    public async ValueTask WakeAsync(NightKind kind, IJobExecutionContext context, CancellationToken ct)
    {
        var fire = new JobFire("client-night", context.ScheduledFireTimeUtc ?? clock.GetUtcNow(), context.FireInstanceId);
        var result = await DueAsync(fire, kind, ct);
        if (!result.IsAllowed)
            throw new JobExecutionException($"{kind} was not done: {result.Refusal.Code}.");
        if (result.Value.Days.Count > 0)
            Did(kind, result.Value.Days.Count, result.Value.State, result.Value.Failed);
    }

    // After the night, so that one that comes late but comes alarms nobody; and also after one that fails.
    private async Task<Outcome<NightResult>> DueAsync(JobFire fire, NightKind kind, CancellationToken ct)
    {
        try
        {
            return await night.RunDueAsync(fire, kind, ct);
        }
        finally
        {
            if (kind is NightKind.Score && (await night.WatchAsync(fire, ct)) is { IsAllowed: true, Value: > 0 and var stale })
                WentStale(stale);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Stale} clients have no fresh score")]
    private partial void WentStale(int stale);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind}: {Days} days done, {State}, {Failed} tenants failed")]
    private partial void Did(NightKind kind, int days, NightState state, int failed);
}
