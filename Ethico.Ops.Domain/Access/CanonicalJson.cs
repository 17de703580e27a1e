using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ethico.Ops.Domain.Access;

/// <summary>JSON in one form only: keys in ordinal order, no white space, no character that the database cannot hold. The bytes an audit hash covers (docs/audit-format.md).</summary>
public static class CanonicalJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Write(JsonNode? node) => node is null ? null : Sorted(node)!.ToJsonString(Plain);

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray a => new JsonArray([.. a.Select(Sorted)]),
        null => null,
        JsonValue v when v.TryGetValue(out string? text) => JsonValue.Create(AuditText.Fit(text, int.MaxValue)),
        _ => node.DeepClone(),
    };
}
