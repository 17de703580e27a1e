using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>What is set for the tenant as such.</summary>
public sealed partial class TenantCard
{
    /// <summary>Null while loading, or where the role sees aggregates only.</summary>
    [Parameter, EditorRequired]
    public required TenantFacts? Facts { get; set; }

    [Parameter]
    public bool IsAggregatesOnly { get; set; }
}
