using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>What happened lately to a tenant's cases, in kinds.</summary>
public sealed partial class RecentCard
{
    /// <summary>Null while loading.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<RecentEvent>? Events { get; set; }
}
