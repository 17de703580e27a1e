using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Draws its content one turn later than its siblings, so that columns declared before it have reported to their grid.</summary>
public sealed class Deferred : ComponentBase
{
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, ChildContent);
}
