using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The pages about one client. A page joins by one line here; with one alone there are no tabs.</summary>
public sealed partial class ClientTabs
{
    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    private IReadOnlyList<TabLink> Tabs =>
    [
        new(PortalUrls.Client(Tenant), "Health", IsWhole: true), new(PortalUrls.ClientUsage(Tenant), "Usage"), new(PortalUrls.ClientAdoption(Tenant), "Adoption"),
        new(PortalUrls.ClientTimeline(Tenant), "Timeline"), new(PortalUrls.ClientBenchmarks(Tenant), "Benchmarks"),
        new(PortalUrls.ClientReview(Tenant), "Review"), new(PortalUrls.ClientFile(Tenant), "File"),
    ];
}
