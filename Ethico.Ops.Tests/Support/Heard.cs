using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace Ethico.Ops.Tests.Support;

/// <summary>What our instruments say while it listens. They are the process's: other tests are heard too, so figures are looked for by job.</summary>
internal sealed class Heard : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(string Name, string? Job, double Value)> values = new();

    public Heard()
    {
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == "Ethico.Ops")
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument.Name, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument.Name, value, tags));
        listener.Start();
    }

    public IEnumerable<double> Of(string name, string job) => values.Where(each => each.Name == name && each.Job == job).Select(each => each.Value);

    public void Dispose() => listener.Dispose();

    private void Take(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string? job = null;
        foreach (var tag in tags)
            job = tag.Key == "job" ? Convert.ToString(tag.Value, CultureInfo.InvariantCulture) : job;
        values.Enqueue((name, job, value));
    }
}
