using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>An id in monospace with a copy button; copying happens in the browser alone.</summary>
public sealed partial class IdText
{
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <summary>A shorter form to show; the whole is copied.</summary>
    [Parameter]
    public string? Shown { get; set; }

    [Parameter]
    public string? What { get; set; }
}
