using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
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
        var result = await night.RunDueAsync(fire, kind, ct);
        if (!result.IsAllowed)
            throw new JobExecutionException($"{kind} was not done: {result.Refusal.Code}.");
        if (result.Value.Days.Count > 0)
            Did(kind, result.Value.Days.Count, result.Value.State, result.Value.Failed);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Kind}: {Days} days done, {State}, {Failed} tenants failed")]
    private partial void Did(NightKind kind, int days, NightState state, int failed);
}
