using System.Collections.Frozen;
using System.Text.Json;
using Ethico.Ops.Domain.Signals;

namespace Ethico.Ops.Infrastructure.Signals;

/// <summary>Reads what <c>pg_notify</c> sends on <see cref="Channel"/>: one JSON object of ids and codes.</summary>
internal static class SignalText
{
    public const string Channel = "ops_signal";

    private static readonly FrozenDictionary<string, SignalKind> Kinds =
        Enum.GetValues<SignalKind>().ToFrozenDictionary(kind => JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()), StringComparer.Ordinal);

    /// <summary>Null for what is no signal of ours: a newer version's kind, or rubbish.</summary>
    public static Signal? Parse(string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || Text(root, "kind") is not { } name || !Kinds.TryGetValue(name, out var kind))
                return null;
            return new(
                kind,
                Id(root, "session") is { } session ? new(session) : null,
                Id(root, "operator") is { } who ? new(who) : null,
                Id(root, "tenant") is { } tenant ? new(tenant) : null,
                Text(root, "reason"),
                Id(root, "signIn"),
                Id(root, "run"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static Guid? Id(JsonElement root, string name) => Guid.TryParse(Text(root, name), out var id) ? id : null;
}
