using System.Text;
using System.Text.Json;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>A JSON record as flat fields (migration.md 4.2): a.b up to four levels, lists of scalars joined, lists of objects as text.</summary>
internal sealed class JsonFields
{
    public const int Levels = 4;
    public const string Separator = "; ";

    private readonly List<JsonField> fields = [];

    public IReadOnlyList<JsonField> Of(JsonSlice record)
    {
        fields.Clear();
        var reader = record.Reader();
        Object(ref reader, record.Bytes.Span, "", 1);
        return fields;
    }

    private void Object(ref Utf8JsonReader reader, ReadOnlySpan<byte> source, string prefix, int level)
    {
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = Text(ref reader, out var nameFault);
            name = prefix.Length == 0 ? name : prefix + "." + name;
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when level < Levels:
                    Object(ref reader, source, name, level + 1);
                    break;
                case JsonTokenType.StartObject:
                    fields.Add(new(name, Structure(ref reader, source), IsStructure: true, nameFault));
                    break;
                case JsonTokenType.StartArray:
                    List(ref reader, source, name);
                    break;
                default:
                    var value = Text(ref reader, out var fault);
                    fields.Add(new(name, value, IsStructure: false, fault ?? nameFault));
                    break;
            }
        }
    }

    private void List(ref Utf8JsonReader reader, ReadOnlySpan<byte> source, string name)
    {
        var from = (int)reader.TokenStartIndex;
        var joined = new StringBuilder();
        string? fault = null;
        var isFlat = true;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                isFlat = false;
                Close(ref reader);
                continue;
            }

            var value = Text(ref reader, out var valueFault);
            fault ??= valueFault;
            if (value.Length > 0)
                joined.Append(joined.Length > 0 ? Separator : "").Append(value);
        }

        fields.Add(isFlat
            ? new(name, joined.ToString(), IsStructure: false, fault)
            : new(name, Encoding.UTF8.GetString(source[from..(int)reader.BytesConsumed]), IsStructure: true, fault));
    }

    private static string Structure(ref Utf8JsonReader reader, ReadOnlySpan<byte> source)
    {
        var from = (int)reader.TokenStartIndex;
        Close(ref reader);
        return Encoding.UTF8.GetString(source[from..(int)reader.BytesConsumed]);
    }

    private static void Close(ref Utf8JsonReader reader)
    {
        var depth = 1;
        while (depth > 0 && reader.Read())
        {
            depth += reader.TokenType switch
            {
                JsonTokenType.StartObject or JsonTokenType.StartArray => 1,
                JsonTokenType.EndObject or JsonTokenType.EndArray => -1,
                _ => 0,
            };
        }
    }

    private static string Text(ref Utf8JsonReader reader, out string? fault)
    {
        fault = null;
        if (reader.TokenType is JsonTokenType.Null)
            return "";
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            return Encoding.UTF8.GetString(reader.ValueSpan);
        try
        {
            var text = reader.GetString()!;
            if (!text.Contains('\0', StringComparison.Ordinal))
                return text;
            fault = "MIG-FMT-008";
            return text.Replace("\0", "", StringComparison.Ordinal);
        }
        catch (InvalidOperationException)
        {
            // Half of a pair written as an escape: valid JSON, and no text.
            fault = "MIG-FIL-002";
            return Paired(Encoding.UTF8.GetString(reader.ValueSpan)).Replace("\0", "", StringComparison.Ordinal);
        }
    }

    // The text without its halves, from how it is written.
    private static string Paired(string written)
    {
        var whole = new StringBuilder("\"", written.Length + 2);
        for (var i = 0; i < written.Length;)
        {
            var length = written[i] is not '\\' ? 1 : written[i + 1] is not 'u' ? 2 : 6;
            var unit = length == 6 ? Unit(written, i) : written[i];
            if (length == 6 && char.IsHighSurrogate(unit) && i + 12 <= written.Length && written[i + 6] is '\\' && written[i + 7] is 'u' && char.IsLowSurrogate(Unit(written, i + 6)))
                length = 12;
            if (length != 6 || !char.IsSurrogate(unit))
                whole.Append(written, i, length);
            i += length;
        }

        return JsonSerializer.Deserialize<string>(whole.Append('"').ToString()) ?? "";
    }

    private static char Unit(string written, int at) => (char)Convert.ToUInt16(written.Substring(at + 2, 4), 16);
}
