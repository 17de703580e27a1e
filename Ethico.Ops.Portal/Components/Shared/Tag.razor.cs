using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>A state in a word on a tint.</summary>
public sealed partial class Tag
{
    [Parameter]
    public string? Text { get; set; }

    [Parameter]
    public TagTone Tone { get; set; }

    [Parameter]
    public string? Title { get; set; }

    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
