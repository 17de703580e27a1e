using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>A page about one client. An id that is none is nobody's, and gets the answer of one that is not there.</summary>
public abstract class ClientPage : OpsPage
{
    [Parameter]
    public string? Which { get; set; }

    protected OrganizationId Tenant => new(Guid.TryParse(Which, out var id) ? id : Guid.Empty);
}
