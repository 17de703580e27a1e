using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Tenants;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Access;

/// <summary>Where a day begins: the tenants one works for, and the pages one has.</summary>
public sealed partial class Home
{
    private TenantShortcuts? shortcuts;
    private Refusal? refusal;
    private IDisposable? following;

    [Inject]
    public required TenantDirectory Directory { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    private string Greeting => Workspace.Session is { } open ? $"{open.TenantName} is open" : "No tenant is open";

    private string Lead => Workspace.Session is null
        ? May(Permission.EnterTenant) ? "Enter one to help a client: one at a time, for a reason, for a limited time." : "Your role works without entering a tenant."
        : "Everything you open in it is recorded. End the session when you are done.";

    private IReadOnlyList<TenantHit> Tenants => shortcuts is null ? [] : [.. shortcuts.Pinned.Concat(shortcuts.Recent).DistinctBy(t => t.Id)];

    private IEnumerable<PortalPlace> Places => Workspace.Me is { } me
        ? PortalPlace.All.Where(p => !string.Equals(p.Href, PortalUrls.Home, StringComparison.Ordinal) && p.IsFor(me.Role) && (!p.IsInsideTenant || Workspace.Session is not null))
        : [];

    protected override Task OnInitializedAsync()
    {
        following = Workspace.Follow(LoadAsync);
        return LoadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        following?.Dispose();
        base.Dispose(disposing);
    }

    private async Task LoadAsync()
    {
        if (!May(Permission.SearchTenants))
            return;
        var found = await Directory.ShortcutsAsync(await ActAsync(), LeaveToken);
        refusal = found.Refusal;
        if (found.IsAllowed)
            shortcuts = found.Value;
        StateHasChanged();
    }
}
