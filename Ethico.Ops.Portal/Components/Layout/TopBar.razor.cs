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

    // One link an area, to its first page; Support begins where the open tenant is.
    private IEnumerable<(string Area, string Href)> Areas => Places
        .GroupBy(p => p.Area, StringComparer.Ordinal)
        .Select(area => (area.Key, area.Key is "Support" && Workspace.Session is not null ? PortalUrls.Workspace : area.First().Href));

    // The page the address is on, or under, says the area; the longest that fits.
    private string Here
    {
        get
        {
            var path = new Uri(Navigation.Uri).AbsolutePath;
            return PortalPlace.All.Where(p => p.Href is not PortalUrls.Home && path.StartsWith(p.Href, StringComparison.OrdinalIgnoreCase))
                .MaxBy(p => p.Href.Length)?.Area ?? "Support";
        }
    }

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
