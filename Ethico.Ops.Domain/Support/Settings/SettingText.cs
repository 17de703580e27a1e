using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Between what a person types and what a setting holds. Numbers have a point for decimals, no thousands.</summary>
public static class SettingText
{
    public const int TextMost = 2000;
    public const int ListMost = 100;
    public const int JsonMost = 20_000;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>JSON text in canonical form, or a sentence on what is wrong.</summary>
    /// <param name="minimum">Of a number: its value. Of a text: characters. Of a list: items.</param>
    public static Outcome<string> Parse(SettingValueType type, string? typed, decimal? minimum, decimal? maximum)
    {
        var text = typed?.Trim() ?? "";
        return type switch
        {
            SettingValueType.Boolean => text switch
            {
                "true" or "false" => Outcome.Of(text),
                _ => SupportRefusals.Value("Choose on or off."),
            },
            SettingValueType.Integer => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? InRange(whole, "", whole.ToString(CultureInfo.InvariantCulture), minimum, maximum)
                : SupportRefusals.Value("Type a whole number, without spaces or separators."),
            SettingValueType.Decimal => decimal.TryParse(
                text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                ? InRange(number, "", number.ToString(CultureInfo.InvariantCulture), minimum, maximum)
                : SupportRefusals.Value("Type a number with a point for decimals, such as 12.5."),
            SettingValueType.Text => ParseText(text, minimum, maximum),
            SettingValueType.List => ParseList(text, minimum, maximum),
            SettingValueType.Json => ParseJson(text),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not a type of setting."),
        };
    }

    /// <summary>A stored value as a person reads and types it: a list one item a line, JSON indented.</summary>
    public static string Show(SettingValueType type, string json)
    {
        var node = JsonNode.Parse(json);
        return (type, node) switch
        {
            (_, null) => "",
            (SettingValueType.Text, JsonValue text) when text.GetValueKind() is JsonValueKind.String => text.GetValue<string>(),
            (SettingValueType.List, JsonArray items) => string.Join('\n', items.Select(i => i is JsonValue v && v.GetValueKind() is JsonValueKind.String ? v.GetValue<string>() : i?.ToJsonString() ?? "")),
            (SettingValueType.Json, _) => node.ToJsonString(Indented),
            _ => node.ToJsonString(),
        };
    }

    internal static bool IsSame(string one, string other) => JsonNode.DeepEquals(JsonNode.Parse(one), JsonNode.Parse(other));

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    private static Outcome<string> ParseText(string text, decimal? minimum, decimal? maximum)
    {
        if (text.Length > TextMost)
            return SupportRefusals.Value($"Keep it within {TextMost} characters.");
        if (text.Any(c => char.IsControl(c) && c is not '\n' and not '\t'))
            return SupportRefusals.Value("It holds a character that cannot be shown. Type it again.");
        return InRange(text.Length, " characters", CanonicalJson.Write(JsonValue.Create(text))!, minimum, maximum);
    }

    private static Outcome<string> ParseList(string text, decimal? minimum, decimal? maximum)
    {
        var items = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (items.Length > ListMost || items.Any(i => i.Length > TextMost))
            return SupportRefusals.Value($"A list has at most {ListMost} lines of {TextMost} characters.");
        if (items.Distinct(StringComparer.Ordinal).Count() != items.Length)
            return SupportRefusals.Value("One line stands twice.");
        return InRange(items.Length, " lines", CanonicalJson.Write(new JsonArray([.. items.Select(i => (JsonNode)i)]))!, minimum, maximum);
    }

    private static Outcome<string> ParseJson(string text)
    {
        if (text.Length > JsonMost)
            return SupportRefusals.Value($"Keep it within {JsonMost} characters.");
        try
        {
            return JsonNode.Parse(text, documentOptions: Strict) is JsonObject or JsonArray
                ? Outcome.Of(CanonicalJson.Write(JsonNode.Parse(text, documentOptions: Strict))!)
                : SupportRefusals.Value("Type a JSON object or list.");
        }
        catch (JsonException fault)
        {
            // The reader's own message may quote what was typed.
            return SupportRefusals.Value(fault.LineNumber is { } line
                ? string.Create(CultureInfo.InvariantCulture, $"This is not JSON: something is wrong on line {line + 1}.")
                : "This is not JSON.");
        }
    }

    private static Outcome<string> InRange(decimal measured, string unit, string json, decimal? minimum, decimal? maximum)
    {
        if (measured >= (minimum ?? decimal.MinValue) && measured <= (maximum ?? decimal.MaxValue))
            return Outcome.Of(json);
        var verb = unit.Length == 0 ? "lie" : "have";
        var bounds = (minimum, maximum) switch
        {
            ({ } least, { } most) => Said($"{(unit.Length == 0 ? "between" : "from")} {least:0.####} {(unit.Length == 0 ? "and" : "to")} {most:0.####}"),
            ({ } least, null) => Said($"{(unit.Length == 0 ? "at or above" : "at least")} {least:0.####}"),
            _ => Said($"{(unit.Length == 0 ? "at or below" : "at most")} {maximum:0.####}"),
        };
        var counted = (maximum ?? minimum) == 1 ? unit.TrimEnd('s') : unit;
        return SupportRefusals.Value($"It has to {verb} {bounds}{counted}.");
    }

    private static string Said(FormattableString sentence) => FormattableString.Invariant(sentence);
}
