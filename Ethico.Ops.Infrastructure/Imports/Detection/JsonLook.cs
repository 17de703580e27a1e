using System.Text;
using System.Text.Json;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>The format of a JSON file: where its records are, and which fields they have.</summary>
internal sealed class JsonLook(FormatLimits limits)
{
    private const int Looked = 200;
    private const int ListLooked = 16 << 10;

    // As deep as the reader goes without being told otherwise.
    private const int ListLeast = 64;

    /// <summary>A list of objects, or an object: text that merely begins with a bracket is no JSON.</summary>
    public static bool IsJson(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty)
            return false;
        var next = start[1..].TrimStart();
        return start[0] is '['
            ? (next is ['{' or ']', ..] or ['/', '/' or '*', ..]) || IsList(start)
            : start[0] is '{' && next is ['"' or '}', ..] or ['/', '/' or '*', ..];
    }

    // Of numbers, texts or lists: JSON all the same, and to be refused as such. A header in square brackets breaks off at its second cell.
    private static bool IsList(ReadOnlySpan<char> text)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(text[..Math.Min(text.Length, ListLooked)].ToString()), isFinalBlock: text.Length <= ListLooked,
            new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
        var tokens = 0;
        try
        {
            while (reader.Read())
                tokens++;
        }
        catch (JsonException)
        {
            // So far into a list nobody's header gets: it is nested without end, or broken.
            return tokens >= ListLeast;
        }

        return tokens > 1;
    }

    public DetectedFormat Look(Stream content, FileHead head, string text, EncodingGuess encoding)
    {
        var kind = Kind(text, head.IsWhole);
        content.Position = 0;
        var columns = Columns(content, kind, encoding.Name, Looked);
        if (columns.Names.Count == 0)
            throw new UnreadableSourceException(new(FormatRefusals.HeaderOnly, "MIG-FIL-001"));
        var format = new FileFormat
        {
            Kind = kind,
            Encoding = encoding.Name,
            HasByteOrderMark = encoding.HasMark,
            HeaderLine = 0,
            ArrayName = columns.ArrayName,
            Columns = columns.Shown,
            Fields = columns.Fields,
        };
        var facts = new List<FormatFact>
        {
            new(FactKind.Kind, kind.ToString(), 1, kind is FileKind.NdJson ? "One JSON object a line."
                : columns.ArrayName is null ? "A list of JSON objects." : "A JSON object that holds one list of objects. What stands beside the list, such as a page number, is not read.", []),
            encoding.Fact,
        };

        content.Position = 0;
        var rows = SourceReader.Rows(content, format, limits).Take(FormatDetector.FirstRows).ToList();
        return new(format, facts, rows, SampleLines.Of(text), [], columns.ShownTexts);
    }

    /// <summary>The fields of the first records, or of all: a later record may have one that no earlier has.</summary>
    public JsonColumns Columns(Stream content, FileKind kind, string encoding, int most)
    {
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var fields = new JsonFields();
        string? array = null;
        foreach (var record in JsonRecords.Each(content, kind, encoding, limits).Take(most))
        {
            array = record.ArrayName;
            foreach (var field in fields.Of(record.Slice))
            {
                if (field.IsStructure)
                    texts.Add(field.Name);
                if (!known.Add(field.Name))
                    continue;
                names.Add(field.Name);
                if (names.Count > limits.Columns)
                    throw new UnreadableSourceException(FormatRefusals.TooManyColumns(limits.Columns, names.Count, record.Line, record.Offset));
            }
        }

        return new(names, texts, array);
    }

    // Records a line: the first line is an object of its own, and another begins behind it.
    private static FileKind Kind(string text, bool isWhole)
    {
        var start = text.AsSpan().TrimStart();
        var end = start.IndexOfAny('\r', '\n');
        if (start[0] is '[' || (end < 0 && !isWhole))
            return FileKind.Json;
        var line = end < 0 ? start : start[..end];
        try
        {
            using var first = JsonDocument.Parse(line.ToString());
            var rest = end < 0 ? default : start[end..].TrimStart();
            return rest.IsEmpty && IsWrapping(first.RootElement) ? FileKind.Json : FileKind.NdJson;
        }
        catch (JsonException)
        {
            return FileKind.Json;
        }
    }

    // Of the only object of a file: without a word or figure of its own it is no record, nor is it with a list of more than those inside.
    private static bool IsWrapping(JsonElement only) =>
        only.EnumerateObject().All(each => each.Value.ValueKind is JsonValueKind.Array or JsonValueKind.Object) || HoldsList(only);

    private static bool HoldsList(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().Any(each => HoldsList(each.Value)),
        JsonValueKind.Array => value.EnumerateArray().Any(each => each.ValueKind is JsonValueKind.Array or JsonValueKind.Object),
        _ => false,
    };
}
