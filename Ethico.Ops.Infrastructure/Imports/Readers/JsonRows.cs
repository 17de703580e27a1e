using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>The records of a JSON file as rows under the columns of its format.</summary>
internal static class JsonRows
{
    public static IEnumerable<SourceRow> Read(Stream content, FileFormat format, FormatLimits limits)
    {
        var places = (format.Fields ?? format.Columns).Select((name, at) => (name, at)).ToDictionary(each => each.name, each => each.at, StringComparer.Ordinal);
        var fields = new JsonFields();
        var number = 0;
        foreach (var record in JsonRecords.Each(content, format.Kind, format.Encoding, limits))
        {
            if (++number > limits.Rows)
                throw new UnreadableSourceException(FormatRefusals.TooManyRows(limits.Rows, record.Line, record.Offset));
            yield return Row(record, fields.Of(record.Slice), number, places, limits);
        }
    }

    private static SourceRow Row(JsonRecord record, IReadOnlyList<JsonField> fields, int number, Dictionary<string, int> places, FormatLimits limits)
    {
        var cells = new string[places.Count];
        List<RowFault>? faults = null;
        List<string>? surplus = null;
        foreach (var field in fields)
        {
            if (field.Value.Length > limits.CellSize)
                throw new UnreadableSourceException(FormatRefusals.CellTooLong(record.Line, record.Offset, limits.CellSize));

            // A name given twice, or first seen after the columns were settled: neither value is dropped silently.
            if (!places.TryGetValue(field.Name, out var at) || cells[at] is not null)
            {
                (surplus ??= []).Add(field.Value);
                (faults ??= []).Add(new("MIG-FIL-004", -1, "The record holds a field that is no column, or the same field twice.") { Advice = "the first of the two stands" });
                at = cells.Length + surplus.Count - 1;
            }
            else
            {
                cells[at] = field.Value;
            }

            if (field.Fault is { } fault)
            {
                (faults ??= []).Add(new(fault, at, fault is "MIG-FMT-008"
                    ? "The cell holds a NUL character, which cannot be stored. It is left out."
                    : "The cell holds half of a character, written as an escape. That half is left out."));
            }
        }

        for (var i = 0; i < cells.Length; i++)
            cells[i] ??= "";
        return new(number, record.Line, cells, faults) { Surplus = surplus?.ToArray() };
    }
}
