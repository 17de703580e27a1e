using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Layout;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Access;

/// <summary>The deep link of a ticket: /enter?tenant=…&amp;ticket=…. It fills the switcher in and enters nothing by itself.</summary>
public sealed partial class Enter
{
    private Refusal? refusal;

    [Inject]
    public required SessionDesk Desk { get; init; }

    [SupplyParameterFromQuery(Name = "tenant")]
    public string? Tenant { get; set; }

    [SupplyParameterFromQuery(Name = "ticket")]
    public string? Ticket { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await OpenAsync();
    }

    private async Task OpenAsync()
    {
        if (!May(Permission.EnterTenant))
            refusal = AccessRefusals.NotAllowed;
        else if (!string.IsNullOrWhiteSpace(Tenant) && !Guid.TryParse(Tenant, out _))
            refusal = AccessRefusals.NotFoundOrNotYours;
        else
            await Desk.SwitchAsync(tenant: Guid.TryParse(Tenant, out var id) ? new OrganizationId(id) : null, ticket: Shorten(Ticket));
        if (refusal is not null)
            StateHasChanged();
    }

    private static string? Shorten(string? ticket) => ticket?.Trim() is { Length: > SessionRules.TicketMost } text ? text[..SessionRules.TicketMost] : ticket?.Trim();
}
