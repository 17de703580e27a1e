using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>How the configuration inspector says a setting.</summary>
internal static class SettingWording
{
    /// <summary>A stored value on one line.</summary>
    public static string Line(SettingValueType type, string? json) => json is null ? "" : type switch
    {
        SettingValueType.Boolean => json is "true" ? "On" : "Off",
        SettingValueType.List => string.Join(", ", SettingText.Show(type, json).Split('\n')) is { Length: > 0 } items ? items : "(empty list)",
        SettingValueType.Text => SettingText.Show(type, json) is { Length: > 0 } text ? text.ReplaceLineEndings(" ") : "(empty)",
        SettingValueType.Json => json,
        _ => SettingText.Show(type, json),
    };

    /// <summary>A stored value in full.</summary>
    public static string Whole(SettingValueType type, string? json) => json is null ? "" : type is SettingValueType.Boolean ? Line(type, json) : SettingText.Show(type, json);

    /// <summary>What may be typed, before anybody types it wrongly.</summary>
    public static string Rule(SettingView setting)
    {
        var kind = setting.Type switch
        {
            SettingValueType.Boolean => "On or off",
            SettingValueType.Integer => "A whole number",
            SettingValueType.Decimal => "A number with a point for decimals",
            SettingValueType.List => "One item a line",
            SettingValueType.Json => "A JSON object or list",
            _ => "Text",
        };
        var unit = setting.Type switch { SettingValueType.Text => " characters", SettingValueType.List => " lines", _ => "" };
        return (setting.Minimum, setting.Maximum) switch
        {
            ({ } least, { } most) => FormattableString.Invariant($"{kind}, {least:0.####} to {most:0.####}{unit}."),
            ({ } least, null) => FormattableString.Invariant($"{kind}, at least {least:0.####}{unit}."),
            (null, { } most) => FormattableString.Invariant($"{kind}, at most {most:0.####}{unit}."),
            _ => kind + ".",
        };
    }

    public static TagTone Tone(this SettingLayer layer) => layer switch
    {
        SettingLayer.Tenant => TagTone.Accent,
        SettingLayer.Plan => TagTone.Info,
        _ => TagTone.Unknown,
    };

    public static string Words(this SettingLayer layer) => layer is SettingLayer.None ? "Not set" : layer.Word();

    /// <summary>Why its value is not here.</summary>
    public static string Hidden(SettingView setting) => setting.IsSecret ? "A secret. It is never shown here, to anybody."
        : setting.Group is null ? "The portal does not know this key, so its value is not shown."
        : "Its value is not shown.";
}
