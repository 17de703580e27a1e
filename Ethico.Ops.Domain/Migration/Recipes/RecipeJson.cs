using System.Text.Json;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A recipe as the document that is saved, downloaded and uploaded; its mapping is read by <see cref="MappingJson"/>.</summary>
public static class RecipeJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { MaxDepth = 16 };

    public static string Write(RecipeDocument recipe) => new JsonObject
    {
        ["schemaVersion"] = recipe.SchemaVersion,
        ["name"] = recipe.Name,
        ["version"] = recipe.Version,
        ["columns"] = new JsonArray([.. recipe.Columns.Select(c => (JsonNode)c)]),
        ["tenantOnly"] = new JsonArray([.. recipe.TenantOnly.Select(c => (JsonNode)c)]),
        ["mapping"] = JsonNode.Parse(MappingJson.Write(recipe.Mapping)),
    }.ToJsonString(Options);

    /// <summary>Reads a document that may come from anywhere; what is wrong is said with its place in it.</summary>
    public static Outcome<RecipeDocument> Read(string json)
    {
        if (json.Length > MappingJson.Most)
            return MappingRefusals.TooLong;
        try
        {
            if (JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 32, AllowDuplicateProperties = false }) is not JsonObject root)
                return RecipeRefusals.Unreadable("$");
            if (root.Select(p => p.Key).FirstOrDefault(k => k is not ("schemaVersion" or "name" or "version" or "columns" or "tenantOnly" or "mapping")) is { } unknown)
                return RecipeRefusals.Unreadable($"$.{unknown}");
            if (root["schemaVersion"]?.GetValue<int>() is var schema && schema is not RecipeDocument.CurrentSchema)
                return RecipeRefusals.OtherSchema(schema ?? 0);
            if (root["mapping"] is not JsonObject inner)
                return RecipeRefusals.Unreadable("$.mapping");
            var mapping = MappingJson.Read(inner.ToJsonString());
            if (!mapping.IsAllowed)
                return mapping.Refusal;
            return Outcome.Of(new RecipeDocument
            {
                Name = root["name"]?.GetValue<string>() ?? "",
                Version = root["version"]?.GetValue<int>() ?? 0,
                Columns = Texts(root["columns"]),
                TenantOnly = Texts(root["tenantOnly"]),
                Mapping = mapping.Value,
            });
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return RecipeRefusals.Unreadable((fault as JsonException)?.Path ?? "$");
        }
    }

    public static string Write(RecipeFixture fixture) => JsonSerializer.Serialize(fixture, Options);

    /// <exception cref="JsonException">What the store kept is no fixture: a bug.</exception>
    public static RecipeFixture ReadFixture(string json) => JsonSerializer.Deserialize<RecipeFixture>(json, Options)!;

    private static IReadOnlyList<string> Texts(JsonNode? list) => [.. (list?.AsArray() ?? []).Select(t => t?.GetValue<string>() ?? "")];
}
