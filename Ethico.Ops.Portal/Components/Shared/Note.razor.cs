using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>A line a person should not miss: what happened and what to do.</summary>
public sealed partial class Note
{
    [Parameter]
    public TagTone Tone { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    private string IconName => Tone switch { TagTone.Bad => "stop", TagTone.Caution => "warn", TagTone.Good => "check", _ => "info" };
}
