using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Serilog.Core;
using Serilog.Events;

namespace Ethico.Ops.Portal.Observability;

/// <summary>
/// A bounded queue before the slow sinks: whoever logs never waits, and what does not fit is counted and said, never silently gone
/// (quality.md H3).
/// </summary>
internal sealed class BoundedSink : ILogEventSink, IAsyncDisposable, IDisposable
{
    private static readonly Meter Meter = new("Ethico.Ops.Portal");
    private static readonly Counter<long> DroppedRecords = Meter.CreateCounter<long>("ops_log_dropped", description: "Log records dropped because the queue was full");
    private readonly Channel<LogEvent> _queue;
    private readonly Task _writer;
    private readonly ILogEventSink _next;
    private long _dropped;
    private long _said;

    public BoundedSink(ILogEventSink next, int capacity)
    {
        _next = next;
        _queue = Channel.CreateBounded<LogEvent>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        _writer = Task.Run(WriteAsync);
    }

    /// <summary>How many records did not fit since the start.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void Emit(LogEvent logEvent)
    {
        if (_queue.Writer.TryWrite(logEvent))
            return;
        Interlocked.Increment(ref _dropped);
        DroppedRecords.Add(1);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        (_next as IDisposable)?.Dispose();
    }

    // Serilog disposes its sinks through this one.
    public void Dispose() => DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));

    private async Task WriteAsync()
    {
        await foreach (var logEvent in _queue.Reader.ReadAllAsync())
        {
            Write(logEvent);
            var dropped = Dropped;
            if (dropped == _said || _queue.Reader.Count > 0)
                continue;
            var property = new LogEventProperty("Dropped", new ScalarValue(dropped - _said));
            _said = dropped;
            Write(new(logEvent.Timestamp, LogEventLevel.Warning, exception: null, LossTemplate, [property]));
        }
    }

    private void Write(LogEvent logEvent)
    {
        try
        {
            _next.Emit(logEvent);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // A closed pipe or a full disk: the record is lost, and a log has nowhere to say so but its counter.
            Interlocked.Increment(ref _dropped);
            DroppedRecords.Add(1);
        }
    }

    private static readonly MessageTemplate LossTemplate = new Serilog.Parsing.MessageTemplateParser().Parse("{Dropped} log records did not fit and were dropped");
}
