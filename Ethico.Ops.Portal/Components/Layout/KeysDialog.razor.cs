using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Every short-cut this role has.</summary>
public sealed partial class KeysDialog
{
    [Inject]
    public required Workspace Workspace { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private IEnumerable<(string Keys, string Does)> Rows =>
    [
        ("Ctrl K", "Find a page, an action or a tenant"),
        ("/", "Search on this page"),
        ("s", "Switch tenant"),
        ("j k", "Next and previous row"),
        ("Enter", "Open the row"),
        ("x", "Select the row"),
        ("Esc", "Close what is open"),
        .. PortalPlace.All.Where(p => p.Keys is not null && Workspace.Me is { } me && p.IsFor(me.Role)).Select(p => (p.Keys!, p.IsInsideTenant ? $"{p.Title} of the open tenant" : p.Title)),
        ("?", "This list"),
    ];
}
