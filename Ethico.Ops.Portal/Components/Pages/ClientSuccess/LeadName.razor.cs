using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Who leads a client.</summary>
public sealed partial class LeadName
{
    [Inject]
    public required Workspace Workspace { get; init; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    [Parameter, EditorRequired]
    public required string? Name { get; set; }
}
