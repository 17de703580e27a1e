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
    };

    public static string Write(MigrationMapping mapping) => JsonSerializer.Serialize(mapping, Options);

    /// <summary>Reads a document that may come from anywhere; what is wrong is said with its place in it.</summary>
    public static Outcome<MigrationMapping> Read(string json)
    {
        if (json.Length > Most)
            return MappingRefusals.TooLong;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 16 });
            if (UnknownTransform(document.RootElement) is { } unknown)
                return unknown;
            var mapping = document.Deserialize<MigrationMapping>(Options);
            if (mapping is null)
                return MappingRefusals.Unreadable("$");
            return mapping.SchemaVersion == MigrationMapping.CurrentSchema
                ? Outcome.Of(mapping)
                : MappingRefusals.OtherSchema(mapping.SchemaVersion);
        }
        catch (JsonException fault)
        {
            return MappingRefusals.Unreadable(fault.Path ?? "$");
        }
    }

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
