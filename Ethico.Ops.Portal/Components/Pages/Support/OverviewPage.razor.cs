using System.Globalization;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Layout;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>The first look at the entered tenant: figures, integrations, what happened lately, where to go on.</summary>
public sealed partial class OverviewPage
{
    private OverviewFacts? facts;
    private Refusal? refusal;

    [Inject]
    public required TenantOverview Overview { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    private IEnumerable<PortalPlace> Places => Workspace.Me is { } me
        ? PortalPlace.All.Where(p => p.IsInsideTenant && p.IsFor(me.Role) && !string.Equals(p.Href, PortalUrls.Workspace, StringComparison.Ordinal))
        : [];

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var ct = Newest();
        (facts, refusal) = (null, null);
        if (await KeyAsync() is not { } key)
            return;
        var found = await Overview.ReadAsync(key, ct);
        ct.ThrowIfCancellationRequested();
        if (found.IsAllowed)
        {
            facts = found.Value;
            return;
        }

        refusal = found.Refusal;
        await Workspace.CheckAsync(refusal, LeaveToken);
    }

    private IEnumerable<Tile> Tiles()
    {
        var figures = facts?.Figures;
        var seesRows = facts is { IsAggregatesOnly: false };
        yield return new("Users active", figures?.UsersActive.Shown, $"of {figures?.UsersAll.Shown}", seesRows ? PortalUrls.With(PortalUrls.WorkspaceUsers, ("status", "ACTIVE")) : null);
        yield return new("Cases open", figures?.CasesOpen.Shown, $"of {figures?.CasesAll.Shown}", seesRows ? PortalUrls.WorkspaceCases : null);
        yield return new("Campaigns running", figures?.CampaignsRunning.Shown, $"of {figures?.CampaignsAll.Shown}");
        yield return new("Policies published", figures?.PoliciesPublished.Shown, $"of {figures?.PoliciesAll.Shown}");
        yield return new("Tickets open", figures?.TicketsOpen.Shown, $"of {figures?.TicketsAll.Shown}");
        yield return new("Last activity", figures is null ? null : Ago(figures.LastActivityAt), figures?.LastActivityAt is null ? "none was ever counted" : "by the client itself");
        yield return new("HR feed", figures is null ? null : CaseWording.Words(figures.HrFeed), "by its last proof");
    }

    private string Ago(DateTimeOffset? at) => at is { } then
        ? Spans.Age(Clock.GetUtcNow() - then) is var age && age is "now" ? "now" : string.Create(CultureInfo.InvariantCulture, $"{Spans.Age(Clock.GetUtcNow() - then)} ago")
        : "never";

    private sealed record Tile(string Title, string? Main, string Beside, string? Href = null);
}
