using System.Text.Encodings.Web;
using System.Text.Json;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The mapping as a document: what a run stores and a recipe travels as.</summary>
public static class MappingJson
{
    /// <summary>A mapping of 1,000 columns with some ten thousand values stays below this many characters.</summary>
    public const int Most = 8_000_000;

    private static readonly JsonSerializerOptions Options = new(TransformJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        MaxDepth = 16,
        // A null where a text or a list belongs is a fault of the document, not of whoever reads it.
        RespectNullableAnnotations = true,
    };

    public static string Write(MigrationMapping mapping) => JsonSerializer.Serialize(mapping, Options);

    /// <summary>Reads a document that may come from anywhere; what is wrong is said with its place in it.</summary>
    public static Outcome<MigrationMapping> Read(string json)
    {
        if (json.Length > Most)
            return MappingRefusals.TooLong;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });
            if (Unfit(document.RootElement, "$") is { } place)
                return MappingRefusals.Unreadable(place);
            if (UnknownTransform(document.RootElement) is { } unknown)
                return unknown;
            var mapping = document.Deserialize<MigrationMapping>(Options);
            if (mapping is null)
                return MappingRefusals.Unreadable("$");
            return mapping.SchemaVersion == MigrationMapping.CurrentSchema
                ? Outcome.Of(mapping)
                : MappingRefusals.OtherSchema(mapping.SchemaVersion);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return MappingRefusals.Unreadable((fault as JsonException)?.Path ?? "$");
        }
    }

    // What the serializer lets through and the database or the mapping does not hold: nothing in a list, a NUL, half a character.
    private static string? Unfit(JsonElement element, string place)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    if (!Holds(property.Name))
                        return place;
                    if (Unfit(property.Value, $"{place}.{property.Name}") is { } deeper)
                        return deeper;
                }

                return null;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var item in element.EnumerateArray())
                {
                    var at = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{place}[{i++}]");
                    if (item.ValueKind is JsonValueKind.Null)
                        return at;
                    if (Unfit(item, at) is { } deeper)
                        return deeper;
                }

                return null;
            case JsonValueKind.String:
                return Holds(element.GetString()!) ? null : place;
            default:
                return null;
        }
    }

    private static bool Holds(string text) => !text.Contains('\0', StringComparison.Ordinal) && WholeText.IsWhole(text);

    // Before the document is read as a whole: an unknown transform is refused by its name, not by a place in the text.
    private static Refusal? UnknownTransform(JsonElement document)
    {
        if (document.ValueKind is not JsonValueKind.Object || !document.TryGetProperty("feeds", out var feeds) || feeds.ValueKind is not JsonValueKind.Array)
            return null;
        foreach (var feed in feeds.EnumerateArray())
            if (feed.ValueKind is JsonValueKind.Object && feed.TryGetProperty("transforms", out var chain) && chain.ValueKind is JsonValueKind.Array
                && TransformJson.Unknown(chain) is { } unknown)
                return unknown;
        return null;
    }
}
