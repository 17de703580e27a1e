using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>The second person's page is the same page: the request, the preview it is for, and the decision.</summary>
public sealed partial class RollbackRequestCard
{
    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required RollbackRequest Request { get; set; }

    [Parameter, EditorRequired]
    public required RollbackView? View { get; set; }

    [Inject]
    public required MigrationRollbacks Rollbacks { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    private bool IsApprover => May(Permission.ApproveMigration);

    private bool IsOwn => Workspace.Me?.Id == Request.By;

    private bool IsSame => string.Equals(View?.Digest, Request.Digest, StringComparison.OrdinalIgnoreCase);

    private string? Locked => Workspace.Me is not { } me ? null
        : RunRules.MayApprove(Desk.Head, me.Id)?.Sentence
            ?? (!IsApprover ? "Your role cannot approve it. An implementation manager or platform administrator can." : null)
            ?? (Workspace.Session is { Mode: SessionMode.Write } ? null : "Approving is locked in a Read session.");

    private async Task ApproveAsync()
    {
        if (View is not { } plan || Locked is not null)
            return;
        await DoneAsync(await ConfirmDialog.AskAsync(
            Dialogs, "Approve this rollback",
            $"{PlanWording.Count(plan.Removes)} records are removed, {PlanWording.Count(plan.Restores)} restored, {PlanWording.Count(plan.KeptEdited + plan.KeptBlocked)} kept or as chosen. It starts at once.",
            "Approve and roll back",
            async _ => await KeyAsync() is { } key ? (await Rollbacks.ApproveAsync(key, Desk.Id, plan.Digest, LeaveToken)).Refusal : AccessRefusals.NoSession, isDanger: true));
    }

    private async Task DeclineAsync() => await DoneAsync(await ConfirmDialog.AskAsync(
        Dialogs, "Decline this rollback", $"{Request.ByName} is told. The run goes back to where it was; it can be asked for again inside the window.", "Decline",
        async words => await KeyAsync() is { } key ? (await Rollbacks.DeclineAsync(key, Desk.Id, words, LeaveToken)).Refusal : AccessRefusals.NoSession, asksReason: true));

    private async Task WithdrawAsync() => await DoneAsync(await ConfirmDialog.AskAsync(
        Dialogs, "Withdraw your request", "The run goes back to where it was.", "Withdraw",
        async words => await KeyAsync() is { } key ? (await Rollbacks.WithdrawAsync(key, Desk.Id, words, LeaveToken)).Refusal : AccessRefusals.NoSession, asksReason: true));

    private Task DoneAsync(bool isDone) => isDone ? Desk.ReloadAsync() : Task.CompletedTask;
}
