using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>The latest acts of staff in the entered tenant; a tile that reads for itself, so that its failure is its own.</summary>
public sealed partial class StaffCard
{
    private IReadOnlyList<StaffAct>? acts;
    private Refusal? refusal;

    [Inject]
    public required TenantActivity Activity { get; init; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        (acts, refusal) = (null, null);
        if (await KeyAsync() is not { } key)
            return;
        var found = await Activity.RecentAsync(key, Tenant, LeaveToken);
        LeaveToken.ThrowIfCancellationRequested();
        (acts, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }
}
