using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>One line to look for something in a list; Enter seeks. A leaf: typing draws nothing else.</summary>
public sealed partial class TermBox
{
    private string typed = "";
    private string? given;

    [Parameter, EditorRequired]
    public required string? Value { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public string? Placeholder { get; set; }

    [Parameter]
    public int Most { get; set; } = 100;

    /// <summary>With the text as typed, trimmed; empty to look for nothing.</summary>
    [Parameter]
    public EventCallback<string> OnGo { get; set; }

    protected override void OnParametersSet()
    {
        // Only another address changes what stands in the box.
        if (string.Equals(given, Value, StringComparison.Ordinal))
            return;
        given = Value;
        typed = Value ?? "";
    }
}
