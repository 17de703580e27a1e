using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>The pages of administration this role has.</summary>
public sealed partial class AdminTabs
{
    [Inject]
    public required Workspace Workspace { get; init; }

    private IReadOnlyList<TabLink> Tabs => Workspace.Me is { } me
        ? [.. PortalPlace.All.Where(p => p.Area is "Admin" && p.IsFor(me.Role)).Select(p => new TabLink(p.Href, p.Title))]
        : [];
}
