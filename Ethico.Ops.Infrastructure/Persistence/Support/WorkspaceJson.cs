using System.Text.Json;
using System.Text.Json.Serialization;
using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

/// <summary>
/// Children that a statement brings along as JSON: one statement for a page's header and what hangs on it, however many that is.
/// Keys are snake case, codes the platform's.
/// </summary>
internal static class WorkspaceJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        Converters = { new CodeConverterFactory() },
    };

    public static IReadOnlyList<T> Read<T>(string json) => JsonSerializer.Deserialize<List<T>>(json, Options)!;

    /// <summary>An object of texts, in the order of its names.</summary>
    public static IReadOnlyList<CustomField> Fields(string json) =>
        [.. JsonSerializer.Deserialize<Dictionary<string, string>>(json)!.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => new CustomField(p.Key, p.Value))];

    private sealed class CodeConverterFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(CodeConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class CodeConverter<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => PlatformCodes.Read<T>(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Stored());
    }
}
