using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Nothing here, why, and what to do next.</summary>
public sealed partial class EmptyState
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Text { get; set; }

    [Parameter]
    public string IconName { get; set; } = "empty";

    /// <summary>Stands for the whole page: its title is then the page's heading.</summary>
    [Parameter]
    public bool IsPage { get; set; }

    /// <summary>The next step, as a button or link.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }
}
