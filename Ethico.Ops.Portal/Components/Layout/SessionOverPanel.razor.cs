using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Stands in place of a tenant's page when its session ended: why, what was typed, and one button to go on.</summary>
public sealed partial class SessionOverPanel
{
    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required SessionOver Over { get; set; }

    // Back onto the page that was open, so that its draft is where it was typed.
    private Task AgainAsync() => Desk.SwitchAsync(Over, goTo: "/" + Navigation.ToBaseRelativePath(Navigation.Uri));

    private async Task LeaveAsync()
    {
        await Workspace.DismissAsync(CancellationToken.None);
        Navigation.NavigateTo(Workspace.Session is null ? PortalUrls.SafeReturn(Over.Last.ReturnTo) : PortalUrls.Workspace);
    }
}
