using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Tenants;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Access;

/// <summary>One operator: assignments, and whether they may come in.</summary>
public sealed partial class OperatorPanel
{
    private TenantHit? tenant;
    private string? until;
    private Refusal? refusal;

    [Inject]
    public required OperatorBook Book { get; init; }

    [Inject]
    public required Workspace Workspace { get; init; }

    [Inject]
    public required ViewerZone Zone { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Parameter, EditorRequired]
    public required OperatorEntry Entry { get; set; }

    [Parameter, EditorRequired]
    public required string CloseHref { get; set; }

    [Parameter]
    public EventCallback OnChanged { get; set; }

    private bool IsOneself => Entry.Id == Workspace.Me?.Id;

    private bool IsScoped => AccessMatrix.Answer(Entry.Role, Permission.SearchTenants).Scope is Scope.Assigned;

    private async Task AssignAsync()
    {
        if (tenant is not { } chosen)
            return;
        DateTimeOffset? end = null;
        if (!string.IsNullOrEmpty(until))
        {
            if (!DateTime.TryParse(until, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            {
                refusal = new Refusal("until", "That is no date and time.", "until");
                return;
            }

            end = Zone.At(local);
        }

        refusal = (await Book.AssignAsync(await Workspace.ActAsync(), Entry.Id, chosen.Id, end, CancellationToken.None)).Refusal;
        if (refusal is not null)
            return;
        tenant = null;
        until = null;
        await OnChanged.InvokeAsync();
    }

    private async Task EndAsync(AssignmentEntry assignment)
    {
        var isDone = await ConfirmDialog.AskAsync(
            Dialogs, "End this assignment", $"{Entry.Name} no longer finds or enters {assignment.TenantName}. A session open in it ends at once.", "End assignment",
            async _ => (await Book.EndAssignmentAsync(await Workspace.ActAsync(), assignment.Id, CancellationToken.None)).Refusal, isDanger: true);
        if (isDone)
            await OnChanged.InvokeAsync();
    }

    private async Task TurnAsync()
    {
        var isDone = Entry.IsActive
            ? await ConfirmDialog.AskAsync(
                Dialogs, "Deactivate this operator", $"{Entry.Name} is signed out everywhere, an open session ends, and signing in is refused from now on.", "Deactivate",
                async words => (await Book.DeactivateAsync(await Workspace.ActAsync(), Entry.Id, words, CancellationToken.None)).Refusal, asksReason: true, isDanger: true)
            : await ConfirmDialog.AskAsync(
                Dialogs, "Reactivate this operator", $"{Entry.Name} may sign in again, in the role the identity provider gives.", "Reactivate",
                async words => (await Book.ReactivateAsync(await Workspace.ActAsync(), Entry.Id, words, CancellationToken.None)).Refusal, asksReason: true);
        if (isDone)
            await OnChanged.InvokeAsync();
    }
}
