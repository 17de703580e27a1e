using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Tenants;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Which tenant, why, and for how long. It closes only when the tenant is open: a refusal stands beside its field and nothing typed is lost.</summary>
public sealed partial class Switcher
{
    private readonly CancellationTokenSource leaving = new();
    private readonly CancellationToken left;
    private TenantHit? tenant;
    private ReasonCategory category = ReasonCategory.SupportTicket;
    private string? ticket;
    private string words = "";
    private int minutes = SessionRules.DefaultMinutes;
    private Refusal? refusal;
    private bool isBusy;

    // Taken once: the source may be gone while something is awaited.
    public Switcher() => left = leaving.Token;

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required TenantDirectory Directory { get; init; }

    [Inject]
    public required Drafts Drafts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    /// <summary>A session that is over, to start again with the same reason.</summary>
    [Parameter]
    public SessionOver? Again { get; set; }

    [Parameter]
    public OrganizationId? Tenant { get; set; }

    [Parameter]
    public string? Ticket { get; set; }

    /// <summary>The page to open once inside; null: the tenant's overview.</summary>
    [Parameter]
    public string? GoTo { get; set; }

    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        ticket = Ticket ?? Again?.Last.Ticket;
        category = Again?.Last.Category ?? category;
        words = Again?.Last.Reason ?? "";
        if ((Tenant ?? Again?.Last.Tenant) is not { } wanted)
            return;
        var found = await Directory.FindAsync(await Workspace.ActAsync(), wanted, left);
        if (found.IsAllowed)
            Pick(found.Value);
        else
            refusal = found.Refusal with { Field = "tenant" };
    }

    private void Pick(TenantHit? picked)
    {
        tenant = picked;
        refusal = picked is { CanBeEntered: false } ? AccessRefusals.TenantClosed : refusal is { Field: "tenant" } ? null : refusal;
    }

    // What is not on the list was not chosen on this page.
    private void Choose(ChangeEventArgs e) =>
        category = Enum.TryParse<ReasonCategory>(e.Value as string, out var chosen) && Enum.IsDefined(chosen) ? chosen : category;

    private async Task EnterAsync()
    {
        if (isBusy)
            return;
        if (tenant is not { } chosen)
        {
            refusal = new Refusal("tenant", "Choose a tenant first.", "tenant");
            return;
        }

        isBusy = true;
        try
        {
            var wish = new SessionWish(chosen.Id, category, words, ticket, minutes, ReturnTo: null);
            var started = await Workspace.StartAsync(wish, left);
            refusal = started.Refusal;
        }
        finally
        {
            isBusy = false;
        }

        if (refusal is not null)
            return;
        Drafts.Forget(DraftPlaces.Enter);
        Drafts.Forget(DraftPlaces.EnterTicket);
        Dialog.Close();
        Navigation.NavigateTo(GoTo is { } page && PortalUrls.IsInsideTenant(page.Split('?')[0]) ? page : PortalUrls.Workspace);
    }
}
