using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The client file and its contacts. Money stands here only for who holds ViewRevenue, and is not read for anybody else.</summary>
public sealed partial class FilePage
{
    private ClientFilePage? page;
    private Refusal? refusal;
    private string? said;
    private OrganizationId? shown;

    [Inject]
    public required ClientFiles Files { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    private bool MayWrite => May(Permission.LogEngagement);

    private DateOnly Today => Calendar.Today(Workspace.Now);

    protected override Task OnParametersSetAsync() => shown == Tenant ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        if (shown != Tenant)
            (page, said) = (null, null);
        shown = Tenant;
        var ct = Newest();
        refusal = null;
        var found = await Files.OpenAsync(await ActAsync(), Tenant, ct);
        ct.ThrowIfCancellationRequested();
        (page, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private async Task EditAsync()
    {
        said = await FileDialog.AskAsync(Dialogs, Tenant, page!) ? "The file is saved." : null;
        await LoadAsync();
    }

    private async Task ContactAsync(ContactView? contact)
    {
        said = await ContactDialog.AskAsync(Dialogs, Tenant, contact) ? contact is null ? "The contact is added." : "The contact is saved." : null;
        await LoadAsync();
    }

    private async Task EraseAsync(ContactView contact)
    {
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "Remove this contact", $"{contact.Name} is erased here and taken out of the engagements that name this contact. It cannot be brought back.", "Remove",
            async _ => (await Files.EraseContactAsync(await ActAsync(), Tenant, contact.Id, LeaveToken)).Refusal, isDanger: true);
        said = isDone ? "The contact is removed." : null;
        await LoadAsync();
    }
}
