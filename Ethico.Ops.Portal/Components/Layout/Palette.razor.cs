using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Tenants;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Pages, actions and tenants by name, of what this role has; before anything is typed, the last ten.</summary>
public sealed partial class Palette : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(180);
    private readonly List<PaletteItem> known = [];
    private CancellationTokenSource? latest;
    private IJSObjectReference? recent;
    private string[] used = [];
    private IReadOnlyList<TenantHit> tenants = [];
    private Refusal? refusal;
    private string term = "";

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [Inject]
    public required TenantDirectory Directory { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    private string Counted => term.Length == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Shown.Count()} found");

    private IEnumerable<PaletteItem> Shown => term.Length == 0
        ? used.Select(k => known.Find(i => string.Equals(i.Key, k, StringComparison.Ordinal))).OfType<PaletteItem>().Select(i => i with { Group = "Recent" })
            .Concat(known.Where(i => !used.Contains(i.Key, StringComparer.Ordinal)))
        : known.Where(i => i.Text.Contains(term, StringComparison.OrdinalIgnoreCase)).Concat(tenants.Select(Entrance));

    public async ValueTask DisposeAsync()
    {
        latest?.Cancel();
        latest?.Dispose();
        try
        {
            if (recent is not null)
                await recent.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone.
        }
    }

    protected override void OnInitialized()
    {
        if (Workspace.Me is not { } me)
            return;
        foreach (var place in PortalPlace.All.Where(p => p.IsFor(me.Role) && (!p.IsInsideTenant || Workspace.Session is not null)))
            known.Add(new("page:" + place.Href, "Pages", place.Title, place.IsInsideTenant ? "of the open tenant" : place.Area, place.Keys, () => Went(place.Href)));
        if (Workspace.May(Permission.EnterTenant))
            known.Add(new("do:switch", "Actions", "Enter or switch tenant", null, "s", () => Desk.SwitchAsync()));
        if (Workspace.Session is { } session)
        {
            if (session.Mode is SessionMode.Read && Workspace.May(Permission.WriteInTenant))
                known.Add(new("do:write", "Actions", "Write…", null, null, Desk.WriteAsync));
            known.Add(new("do:extend", "Actions", "Extend the session", null, null, Desk.ExtendAsync));
            known.Add(new("do:end", "Actions", "End the session", null, null, EndAsync));
        }

        known.Add(new("do:keys", "Actions", "All keys", null, "?", Desk.KeysAsync));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        recent = await Script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/recent.js"]);
        used = await recent.InvokeAsync<string[]>("list") ?? [];
        StateHasChanged();
    }

    private PaletteItem Entrance(TenantHit hit) => new(
        "tenant:" + hit.Id, "Tenants", hit.Name, hit.CanBeEntered ? hit.Domain : hit.Status.ToString(), null, () => Desk.SwitchAsync(tenant: hit.Id));

    private Task Went(string href)
    {
        Navigation.NavigateTo(href);
        return Task.CompletedTask;
    }

    private async Task EndAsync()
    {
        var ended = await Workspace.EndAsync(CancellationToken.None);
        if (ended.IsAllowed)
            Navigation.NavigateTo(ended.Value);
    }

    private async Task GoAsync(PaletteItem item)
    {
        // Pages and actions are remembered; which tenants somebody entered, the database knows.
        if (recent is not null && !item.Key.StartsWith("tenant:", StringComparison.Ordinal))
            await recent.InvokeVoidAsync("used", item.Key);
        Dialog.Close();
        await item.Go();
    }

    private async Task TypedAsync(ChangeEventArgs e)
    {
        term = (e.Value as string ?? "").Trim();
        if (latest is not null)
            await latest.CancelAsync();
        latest?.Dispose();
        latest = new CancellationTokenSource();
        var token = latest.Token;
        if (term.Length < TenantDirectory.TermLeast || !Workspace.May(Permission.SearchTenants))
        {
            tenants = [];
            return;
        }

        try
        {
            await Task.Delay(Pause, Clock, token);
            var found = await Directory.SearchAsync(await Workspace.ActAsync(), term, token);
            if (token.IsCancellationRequested)
                return;
            refusal = found.Refusal;
            tenants = found.IsAllowed ? found.Value : [];
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another key came.
        }
    }
}
