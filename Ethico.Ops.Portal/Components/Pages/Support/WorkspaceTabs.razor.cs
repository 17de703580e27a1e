using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>The pages about the entered tenant that this role has.</summary>
public sealed partial class WorkspaceTabs
{
    [Inject]
    public required Workspace Workspace { get; init; }

    private IReadOnlyList<TabLink> Tabs => Workspace.Me is { } me
        ? [.. PortalPlace.All.Where(p => p.IsInsideTenant && p.IsFor(me.Role)).Select(p => new TabLink(p.Href, p.Title, IsWhole: string.Equals(p.Href, PortalUrls.Workspace, StringComparison.Ordinal)))]
        : [];
}
