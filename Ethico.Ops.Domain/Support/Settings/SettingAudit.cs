using System.Text.Json.Nodes;

namespace Ethico.Ops.Domain.Support;

/// <summary>A setting's value as an entry may hold it (quality.md G7): Public in clear, all else "changed" with a keyed hash.</summary>
public static class SettingAudit
{
    /// <param name="json">The tenant layer's value as JSON text; null: it had none.</param>
    public static JsonObject Of(SettingClass @class, string? json, IKeyedHashes hashes) => (@class, json) switch
    {
        (SettingClass.Public, null) => new() { ["value"] = null },
        (SettingClass.Public, _) => new() { ["value"] = JsonNode.Parse(json) },
        (_, null) => new() { ["changed"] = true, ["hash"] = null },
        _ => new() { ["changed"] = true, ["hash"] = hashes.OfValue(json) },
    };
}
