using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>Tabs that are pages: links, so that each has an address.</summary>
public sealed partial class TabLinks
{
    [Parameter, EditorRequired]
    public required IReadOnlyList<TabLink> Tabs { get; set; }

    [Parameter, EditorRequired]
    public required string Label { get; set; }
}
