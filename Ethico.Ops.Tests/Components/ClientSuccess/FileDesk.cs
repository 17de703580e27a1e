using AngleSharp.Dom;
using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using MudBlazor;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>A filled client file, and the hands on its page.</summary>
internal static class FileDesk
{
    public static async Task<OrganizationId> FilledAsync(World world, Caller lead)
    {
        var client = await world.ClientAsync(lead);
        await world.Database.ExecuteAsync(
            "update client_success.client set renewal_on = '2027-03-01', renewal_kind = 'NEGOTIATED', industry = 'HEALTHCARE', tags = array['pilot'] where organization_id = $1", client.Value);
        await world.Database.ExecuteAsync("insert into client_success.contract_value (organization_id, arr, currency, as_of, source) values ($1, 918273.5, 'USD', '2026-06-01', 'feed')", client.Value);
        await world.Database.ExecuteAsync(
            "insert into client_success.contact (id, organization_id, name, email, roles) values (gen_random_uuid(), $1, 'Dana Wells', 'dana@example.org', array['CHAMPION'])", client.Value);
        return client;
    }

    public static (IRenderedComponent<FilePage> Page, IRenderedComponent<MudDialogProvider> Dialogs) Open(Seat seat, OrganizationId client)
    {
        var (page, dialogs) = seat.Show<FilePage>($"/clients/{client}/file", p => p.TryAdd("Which", client.ToString()));
        page.WaitForElement(".facts");
        return (page, dialogs);
    }

    public static IElement Button(IRenderedComponent<FilePage> page, string text) =>
        page.FindAll("button").First(b => string.Equals(b.TextContent.Trim(), text, StringComparison.Ordinal));

    public static Task SaveAsync(IRenderedComponent<MudDialogProvider> dialogs) => dialogs.Find(".mud-dialog .btn.primary").ClickAsync(new());
}
