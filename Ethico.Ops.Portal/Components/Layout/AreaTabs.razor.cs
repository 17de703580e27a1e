using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>The pages of an area that this role has.</summary>
public sealed partial class AreaTabs
{
    /// <summary>As the navigation writes it.</summary>
    [Parameter, EditorRequired]
    public required string Area { get; set; }

    /// <summary>What the row is called where it is read aloud.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Inject]
    public required Workspace Workspace { get; init; }

    private IReadOnlyList<TabLink> Tabs => Workspace.Me is { } me
        ? [.. PortalPlace.All.Where(p => p.Area == Area && p.IsFor(me.Role)).Select(p => new TabLink(p.Href, p.Title))]
        : [];
}
