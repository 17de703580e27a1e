using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Logo, areas, search, bell and person. Only areas in which the role has something.</summary>
public sealed partial class TopBar : IDisposable
{
    private IDisposable? following;

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    private IEnumerable<PortalPlace> Places => Workspace.Me is { } me
        ? PortalPlace.All.Where(p => p.IsFor(me.Role) && (!p.IsInsideTenant || Workspace.Session is not null))
        : [];

    private bool IsAdmin => Navigation.ToBaseRelativePath(Navigation.Uri).StartsWith("admin", StringComparison.OrdinalIgnoreCase);

    private string SupportHref => Workspace.Session is null ? PortalUrls.Home : PortalUrls.Workspace;

    private string? AdminHref => Places.FirstOrDefault(p => p.Area is "Admin")?.Href;

    public void Dispose()
    {
        following?.Dispose();
        Navigation.LocationChanged -= Moved;
    }

    protected override void OnInitialized()
    {
        following = Workspace.Follow(() =>
        {
            StateHasChanged();
            return Task.CompletedTask;
        });
        Navigation.LocationChanged += Moved;
    }

    private void Moved(object? sender, LocationChangedEventArgs e) => StateHasChanged();
}
