using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>
/// A setting's value as it is typed, with what is wrong beside it and what would change below it. It asks the rule the store asks
/// again. A leaf: typing draws nothing else.
/// </summary>
public sealed partial class SettingForm
{
    private bool hasTyped;

    [Parameter, EditorRequired]
    public required SettingView Setting { get; set; }

    [Parameter, EditorRequired]
    public required string Typed { get; set; }

    [Parameter]
    public EventCallback<string> TypedChanged { get; set; }

    /// <summary>What the last attempt came to.</summary>
    [Parameter]
    public Refusal? Refusal { get; set; }

    private Outcome<string> Parsed => SettingText.Parse(Setting.Type, Typed, Setting.Minimum, Setting.Maximum);

    // Nothing is wrong with a field nobody has touched.
    private Refusal? Shown => Refusal is { Field: "value" } ? Refusal : hasTyped ? Parsed.Refusal : null;

    private string? Invalid => Shown is null ? null : "true";

    private string? After => Parsed is { IsAllowed: true, Value: var json } && !string.Equals(json, Setting.Effective, StringComparison.Ordinal) ? json : null;

    private Task TypeAsync(string? text)
    {
        hasTyped = true;
        return TypedChanged.InvokeAsync(text ?? "");
    }
}
