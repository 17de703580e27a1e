using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The mapping as a document: what a run stores and a recipe travels as.</summary>
public static class MappingJson
{
    /// <summary>A mapping of 1,000 columns with some ten thousand values stays below this many characters.</summary>
    public const int Most = 8_000_000;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = false,
        IgnoreReadOnlyProperties = true,
        MaxDepth = 16,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    public static string Write(MigrationMapping mapping) => JsonSerializer.Serialize(mapping, Options);

    /// <summary>Reads a document that may come from anywhere; what is wrong is said with its place in it.</summary>
    public static Outcome<MigrationMapping> Read(string json)
    {
        if (json.Length > Most)
            return MappingRefusals.TooLong;
        try
        {
            var mapping = JsonSerializer.Deserialize<MigrationMapping>(json, Options);
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
}
