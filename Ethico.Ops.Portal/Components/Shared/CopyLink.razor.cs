using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Copies the page's address: it holds filter, sort and the open row.</summary>
public sealed partial class CopyLink
{
    [Parameter]
    public string Text { get; set; } = "Copy link";
}
