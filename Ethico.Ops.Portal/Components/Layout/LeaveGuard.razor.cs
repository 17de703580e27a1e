using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Asks before unsaved work is left. What was typed is kept in any case; leaving it is a choice and not a slip.</summary>
public sealed partial class LeaveGuard : IDisposable
{
    private static readonly string[] PanelWords = ["open", "group", "step"];
    private bool isAsking;

    [Inject]
    public required Drafts Drafts { get; init; }

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    public void Dispose() => Drafts.DirtyChanged -= Redraw;

    protected override void OnInitialized() => Drafts.DirtyChanged += Redraw;

    private void Redraw(object? sender, EventArgs e) => _ = InvokeAsync(StateHasChanged);

    private async Task AskAsync(LocationChangingContext going)
    {
        if (isAsking)
        {
            going.PreventNavigation();
            return;
        }

        if (!Leaves(going.TargetLocation))
            return;
        isAsking = true;
        try
        {
            var leaves = await ConfirmDialog.AskAsync(
                Dialogs, "Leave without saving?", "What you typed is kept for you for seven days, and stands there again when you come back.", "Leave",
                _ => Task.FromResult<Domain.Shared.Refusal?>(null), cancel: "Stay");
            if (!leaves)
                going.PreventNavigation();
        }
        finally
        {
            isAsking = false;
        }
    }

    // Filters and steps of the same page go on; and what was typed into a session that is over cannot be saved by staying.
    private bool Leaves(string target)
    {
        var (to, here) = (Navigation.ToAbsoluteUri(target), new Uri(Navigation.Uri));
        if (string.Equals(to.AbsolutePath, here.AbsolutePath, StringComparison.OrdinalIgnoreCase) && !ClosesPanel(here, to))
            return false;
        return Drafts.DirtyTenants.Any(tenant => tenant is null || tenant == Workspace.Session?.Tenant);
    }

    // A panel is open by a word of the address; without it the panel and its fields go.
    private static bool ClosesPanel(Uri here, Uri to) =>
        Opened(here) is { } open && !string.Equals(open, Opened(to), StringComparison.Ordinal);

    private static string? Opened(Uri address)
    {
        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query);
        return Array.Find(PanelWords, query.ContainsKey) is { } word ? $"{word} {query[word]}" : null;
    }
}
