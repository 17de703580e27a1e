using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Layout;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The aggregates behind each component, read when the first one is opened.</summary>
public sealed partial class CountedCard
{
    private readonly HashSet<Component> open = [];
    private CountedRows? rows;
    private Refusal? refusal;
    private (OrganizationId, int)? read;

    [Inject]
    public required ClientHealth Health { get; init; }

    [Inject]
    public required SessionDesk Desk { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    /// <summary>Raised when what stands in the database has changed.</summary>
    [Parameter]
    public int Edition { get; set; }

    protected override Task OnParametersSetAsync()
    {
        if (read is null || read == (Tenant, Edition))
            return Task.CompletedTask;
        (rows, read) = (null, null);
        return open.Count > 0 ? LoadAsync() : Task.CompletedTask;
    }

    private async Task ToggleAsync(Component part)
    {
        if (!open.Remove(part))
            open.Add(part);
        if (rows is null && open.Count > 0)
            await LoadAsync();
    }

    private async Task LoadAsync()
    {
        read = (Tenant, Edition);
        var ct = Newest();
        refusal = null;
        var found = await Health.CountedAsync(await ActAsync(), Tenant, ct);
        ct.ThrowIfCancellationRequested();
        (rows, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private static string About(Component part) => part switch
    {
        Component.Login => "sign-ins and active accounts by week",
        Component.Cases => "closures on time and late by week",
        Component.Campaigns => "due and completed",
        Component.Adoption => "the fourteen features",
        _ => "number, severity, status",
    };

    private static string FeatureName(string code) => code switch
    {
        "AI_ASSISTANT" => "AI assistant",
        "COI_CAMPAIGNS" => "COI campaigns",
        "SSO_ENABLED" => "Single sign-on",
        "HRIS_INTEGRATION" => "HRIS integration",
        "API_USAGE" => "API usage",
        _ => Wording.Of(code),
    };

    private string Entitled(FeatureUse use) => use switch
    {
        { EntitledSince: null } => "not entitled",
        _ when AdoptionRules.IsNew(use, Calendar.LastComplete(Workspace.Now)) => "new",
        { IsConfigured: false } => "not configured",
        _ => "yes",
    };
}
