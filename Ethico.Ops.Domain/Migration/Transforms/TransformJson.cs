using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Chains as JSON: [{"name":"trim"},{"name":"splitPart","separator":"/","part":2}].</summary>
public static class TransformJson
{
    // Strict both ways: an argument that nobody reads is one that somebody relies on.
    public static JsonSerializerOptions Options { get; } = Made();

    private static readonly FrozenDictionary<Type, string> Words = typeof(Transform)
        .GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false)
        .Cast<JsonDerivedTypeAttribute>().ToFrozenDictionary(a => a.DerivedType, a => (string)a.TypeDiscriminator!);

    /// <summary>Every name of migration.md 7.1.</summary>
    public static IReadOnlyCollection<string> Names => Words.Values;

    public static string Write(IReadOnlyList<Transform> chain) => JsonSerializer.Serialize(chain, Options);

    /// <summary>Reads an uploaded chain; an unknown transform is refused by its name, nothing else of the document is judged then.</summary>
    public static Outcome<IReadOnlyList<Transform>> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return TransformRefusals.DocumentWrong("The list of transforms is not valid JSON.");
        }
    }

    /// <summary>As <see cref="Read(string)"/>, for a chain inside a larger document.</summary>
    public static Outcome<IReadOnlyList<Transform>> Read(JsonElement chain)
    {
        if (chain.ValueKind is not JsonValueKind.Array)
            return TransformRefusals.DocumentWrong("The transforms are not a list.");
        try
        {
            if (Unknown(chain) is { } unknown)
                return unknown;
            return Outcome.Of<IReadOnlyList<Transform>>(chain.Deserialize<Transform[]>(Options) ?? []);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NotSupportedException)
        {
            return TransformRefusals.DocumentWrong("A transform's arguments are missing, misspelt or of the wrong kind.");
        }
    }

    /// <summary>The refusal of the first entry that names no transform of ours; null: all are known.</summary>
    public static Refusal? Unknown(JsonElement chain)
    {
        foreach (var entry in chain.EnumerateArray())
        {
            if (entry.ValueKind is not JsonValueKind.Object
                || !entry.TryGetProperty("name", out var name) || name.ValueKind is not JsonValueKind.String)
                return TransformRefusals.DocumentWrong("A transform has no name.");
            if (!Names.Contains(name.GetString()!, StringComparer.Ordinal))
                return TransformRefusals.NameUnknown(name.GetString()!);
        }

        return null;
    }

    internal static string NameOf(Type transform) => Words[transform];

    private static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            AllowOutOfOrderMetadataProperties = true,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,
            PropertyNameCaseInsensitive = false,
            NumberHandling = JsonNumberHandling.Strict,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
