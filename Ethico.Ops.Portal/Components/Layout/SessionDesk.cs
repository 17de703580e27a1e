using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>Opens the dialogs about the tenant session, from wherever they are asked for: bar, palette, address, panel.</summary>
public sealed class SessionDesk(IDialogService dialogs)
{
    /// <summary>The switcher, empty, filled in from a deep link, or with what a session that is over was started with.</summary>
    public async Task SwitchAsync(SessionOver? again = null, OrganizationId? tenant = null, string? ticket = null, string? goTo = null)
    {
        var parameters = new DialogParameters<Switcher> { { d => d.Again, again }, { d => d.Tenant, tenant }, { d => d.Ticket, ticket }, { d => d.GoTo, goTo } };
        await dialogs.ShowAsync<Switcher>("Enter a tenant", parameters, OpsDialogs.Decision);
    }

    public Task WriteAsync() => dialogs.ShowAsync<WriteDialog>("Write mode", OpsDialogs.Decision);

    public Task ExtendAsync() => dialogs.ShowAsync<ExtendDialog>("Extend the session", OpsDialogs.Decision);

    public Task PaletteAsync() => dialogs.ShowAsync<Palette>("Find anything", OpsDialogs.Bare);

    public Task KeysAsync() => dialogs.ShowAsync<KeysDialog>("Keys", OpsDialogs.Glance);
}
