using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>SVG's text element: a template takes one with attributes for its own keyword.</summary>
public sealed class PlotText : ComponentBase
{
    [Parameter, EditorRequired]
    public required string Words { get; set; }

    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? Attributes { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddMultipleAttributes(1, Attributes);
        builder.AddContent(2, Words);
        builder.CloseElement();
    }
}
