using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace Ethico.Ops.Portal.Observability;

/// <summary>The only way to a sink: rewrites template, properties and exception before anything is kept or sent.</summary>
internal sealed class RedactingSink(ILogEventSink next) : ILogEventSink
{
    private const int Deepest = 6;
    private const int Most = 100;
    private static readonly MessageTemplateParser Parser = new();

    public void Emit(LogEvent logEvent) => next.Emit(Clean(logEvent));

    internal static LogEvent Clean(LogEvent original)
    {
        var text = original.MessageTemplate.Text;
        var cleaned = Redaction.Clean(text);
        var template = string.Equals(text, cleaned, StringComparison.Ordinal) ? original.MessageTemplate : Parser.Parse(cleaned);
        var properties = original.Properties.Take(Most).Select(pair => new LogEventProperty(pair.Key, Clean(pair.Key, pair.Value, Deepest)));
        return new(
            original.Timestamp,
            original.Level,
            original.Exception is null ? null : new RedactedException(original.Exception),
            template,
            properties,
            original.TraceId ?? default,
            original.SpanId ?? default);
    }

    private static LogEventPropertyValue Clean(string name, LogEventPropertyValue value, int depth)
    {
        if (depth == 0)
            return new ScalarValue("…");
        return value switch
        {
            ScalarValue { Value: null or bool or byte or short or int or long or double or decimal or Guid or DateTimeOffset or TimeSpan or Enum } => value,
            ScalarValue when Redaction.IsSecretName(name) => new ScalarValue("⟨secret⟩"),
            ScalarValue scalar => new ScalarValue(Redaction.Clean(scalar.Value!.ToString() ?? "")),
            SequenceValue sequence => new SequenceValue(sequence.Elements.Take(Most).Select(each => Clean(name, each, depth - 1))),
            StructureValue structure => new StructureValue(
                structure.Properties.Take(Most).Select(each => new LogEventProperty(each.Name, Clean(each.Name, each.Value, depth - 1))), structure.TypeTag),
            DictionaryValue dictionary => new DictionaryValue(dictionary.Elements.Take(Most).Select(each => KeyValuePair.Create(
                new ScalarValue(Redaction.Clean(each.Key.Value?.ToString() ?? "")),
                Clean(each.Key.Value?.ToString() ?? name, each.Value, depth - 1)))),
            _ => new ScalarValue(Redaction.Clean(value.ToString(format: null, CultureInfo.InvariantCulture))),
        };
    }
}
