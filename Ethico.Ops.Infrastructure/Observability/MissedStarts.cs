using Ethico.Ops.Infrastructure.Persistence;
using Quartz;

namespace Ethico.Ops.Infrastructure.Observability;

/// <summary>Counts the starts that came too late to be kept, as the one before had not ended or nobody was there: however many, one is made up for.</summary>
internal sealed class MissedStarts : ITriggerListener
{
    public string Name => "missed-starts";

    public ValueTask TriggerMisfired(ITrigger trigger, IScheduler scheduler, CancellationToken cancellationToken = default)
    {
        OpsMeters.JobsMissed.Add(1, new KeyValuePair<string, object?>("job", trigger.Key.Name));
        return ValueTask.CompletedTask;
    }
}
