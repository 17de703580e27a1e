using System.Text.Json;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>A value for a jsonb column.</summary>
internal readonly record struct DemoJson(string Text)
{
    public static DemoJson Empty { get; } = new("{}");

    public static DemoJson Of<T>(T value) => new(JsonSerializer.Serialize(value));

    /// <summary>A JSON number, text or literal as it stands.</summary>
    public static DemoJson Raw(string json) => new(json);
}
