using System.Globalization;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Tenants;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Finds a tenant. A leaf: typing redraws only this, and each key cancels the search of the one before.</summary>
public sealed partial class TenantPicker : IDisposable
{
    // Long enough to spare a search for most keys of somebody who types, short enough not to be felt.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(180);
    private readonly string id = "tenant-" + Guid.CreateVersion7().ToString("N");
    private CancellationTokenSource? latest;
    private TenantShortcuts? shortcuts;
    private IReadOnlyList<(string? Title, IReadOnlyList<TenantHit> Hits)>? groups;
    private Refusal? refusal;
    private string term = "";
    private bool isSearch;

    [Inject]
    public required TenantDirectory Directory { get; init; }

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Parameter]
    public TenantHit? Picked { get; set; }

    [Parameter]
    public EventCallback<TenantHit?> PickedChanged { get; set; }

    [Parameter]
    public Refusal? Fault { get; set; }

    private Refusal? Shown => refusal ?? Fault;

    private string Counted => groups is null || !isSearch ? "" : string.Create(CultureInfo.InvariantCulture, $"{groups.Sum(g => g.Hits.Count)} found");

    public void Dispose()
    {
        latest?.Cancel();
        latest?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await ReadShortcutsAsync(Newest());
        ShowShortcuts();
    }

    // One that came by address or from an earlier session is shown on top though nothing was typed.
    protected override void OnParametersSet()
    {
        if (!isSearch && shortcuts is not null)
            ShowShortcuts();
    }

    private static string About(TenantHit hit)
    {
        if (!hit.CanBeEntered)
            return $"{hit.Status}: cannot be entered{(hit.StatusReason is null ? "" : " · " + hit.StatusReason)}";
        return hit.Domain is null ? hit.Plan : $"{hit.Domain} · {hit.Plan}";
    }

    private CancellationToken Newest()
    {
        latest?.Cancel();
        latest?.Dispose();
        latest = new CancellationTokenSource();
        return latest.Token;
    }

    private async Task TypedAsync(string? typed)
    {
        term = typed ?? "";
        var token = Newest();
        isSearch = term.Trim().Length >= TenantDirectory.TermLeast;
        refusal = null;
        if (!isSearch)
        {
            ShowShortcuts();
            return;
        }

        try
        {
            await Task.Delay(Pause, Clock, token);
            var found = await Directory.SearchAsync(await Workspace.ActAsync(), term, token);
            if (token.IsCancellationRequested)
                return;
            refusal = found.Refusal;
            if (found.IsAllowed)
                groups = [(null, found.Value)];
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Another key came.
        }
    }

    private async Task PinAsync(TenantHit hit)
    {
        var pinned = await Directory.PinAsync(await Workspace.ActAsync(), hit.Id, !hit.IsPinned, CancellationToken.None);
        refusal = pinned.Refusal;
        if (!pinned.IsAllowed)
            return;
        if (isSearch)
            groups = [.. (groups ?? []).Select(g => (g.Title, Turned(g.Hits, hit.Id)))];
        await ReadShortcutsAsync(CancellationToken.None);
        if (!isSearch)
            ShowShortcuts();
    }

    private static IReadOnlyList<TenantHit> Turned(IReadOnlyList<TenantHit> hits, OrganizationId id) =>
        [.. hits.Select(h => h.Id == id ? h with { IsPinned = !h.IsPinned } : h)];

    private async Task ReadShortcutsAsync(CancellationToken ct)
    {
        try
        {
            var found = await Directory.ShortcutsAsync(await Workspace.ActAsync(), ct);
            refusal = found.Refusal;
            shortcuts = found.IsAllowed ? found.Value : shortcuts ?? new([], []);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            shortcuts ??= new([], []);
        }
    }

    private void ShowShortcuts()
    {
        if (shortcuts is null || isSearch)
            return;
        var pinned = shortcuts.Pinned.Select(t => t.Id).ToHashSet();
        var recent = shortcuts.Recent.Where(t => !pinned.Contains(t.Id)).ToList();
        var shown = new List<(string?, IReadOnlyList<TenantHit>)>();
        if (Picked is { } picked && !pinned.Contains(picked.Id) && recent.TrueForAll(t => t.Id != picked.Id))
            shown.Add(("Chosen", [picked]));
        if (shortcuts.Pinned.Count > 0)
            shown.Add(("Pinned", shortcuts.Pinned));
        if (recent.Count > 0)
            shown.Add(("Recent", recent));
        groups = shown;
    }
}
