using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>A placeholder in the shape of what comes. Put it in the very place, so that nothing moves when it arrives.</summary>
public sealed partial class Skeleton
{
    private static readonly string[] Widths = ["70%", "45%", "60%", "35%"];

    [Parameter]
    public int Lines { get; set; } = 1;

    [Parameter]
    public string? Width { get; set; }

    [Parameter]
    public string Height { get; set; } = "12px";
}
