using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>In place of a page whose session ended: what was typed in it, to be copied, or found again on return.</summary>
public sealed partial class KeptDrafts
{
    [Inject]
    public required Drafts Drafts { get; init; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }
}
