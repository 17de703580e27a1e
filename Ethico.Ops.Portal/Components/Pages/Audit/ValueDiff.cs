using System.Text.Json;
using System.Text.Json.Nodes;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Audit;

/// <summary>Before and after, field by field. What is not an object stands as one field; what cannot be read is shown as it was written.</summary>
internal static class ValueDiff
{
    public static IReadOnlyList<ValueChange> Of(string? before, string? after)
    {
        var (old, now) = (Read(before).ToDictionary(StringComparer.Ordinal), Read(after).ToDictionary(StringComparer.Ordinal));
        return [.. old.Keys.Union(now.Keys, StringComparer.Ordinal).Select(name => new ValueChange(Wording.Of(name), old.GetValueOrDefault(name), now.GetValueOrDefault(name)))];
    }

    public static IEnumerable<KeyValuePair<string, string?>> Read(string? json)
    {
        if (json is null)
            return [];
        try
        {
            return JsonNode.Parse(json) is JsonObject fields
                ? [.. fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Key, Text(field.Value)))]
                : [KeyValuePair.Create("value", (string?)json)];
        }
        catch (JsonException)
        {
            return [KeyValuePair.Create("value", (string?)json)];
        }
    }

    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.GetValueKind() is JsonValueKind.String => value.GetValue<string>(),
        JsonValue value when value.GetValueKind() is JsonValueKind.True => "yes",
        JsonValue value when value.GetValueKind() is JsonValueKind.False => "no",
        JsonArray items => string.Join(", ", items.Select(Text)),
        _ => node.ToJsonString(),
    };
}
