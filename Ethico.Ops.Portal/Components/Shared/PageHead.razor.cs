using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Title, one line that says what the page is for, and its actions; at most one of them primary.</summary>
public sealed partial class PageHead
{
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Lead { get; set; }

    [Parameter]
    public RenderFragment? LeadContent { get; set; }

    /// <summary>Tags beside the title.</summary>
    [Parameter]
    public RenderFragment? Beside { get; set; }

    [Parameter]
    public RenderFragment? Actions { get; set; }
}
