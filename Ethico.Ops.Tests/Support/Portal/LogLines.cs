using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace Ethico.Ops.Tests.Support.Portal;

/// <summary>What a portal logged, as its sinks get it: behind redaction and queue.</summary>
internal sealed class LogLines : ILogEventSink
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly CompactJsonFormatter _format = new();

    public string Text => string.Join('\n', _lines);

    public void Emit(LogEvent logEvent)
    {
        using var text = new StringWriter();
        _format.Format(logEvent, text);
        _lines.Enqueue(text.ToString());
    }
}
