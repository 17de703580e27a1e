using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Details beside their list. Which one is open stands in the address, so closing is going to <see cref="CloseHref"/>.</summary>
public sealed partial class SidePanel
{
    private readonly string id = "panel-" + Guid.CreateVersion7().ToString("N");
    private ElementReference root;

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    [Parameter]
    public string? Lead { get; set; }

    [Parameter, EditorRequired]
    public required string CloseHref { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    [Parameter]
    public RenderFragment? Actions { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await root.FocusAsync(preventScroll: true);
    }
}
