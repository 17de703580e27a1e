using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>The second person's word before a large import. The reviewer's page is the preview itself, with the request on top.</summary>
public sealed partial class ImportRequestCard
{
    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required PlanFigures Plan { get; set; }

    [Inject]
    public required MigrationImportApprovals Approvals { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    private ImportRequest? Request => Desk.Head.ImportRequest;

    private bool IsApprover => May(Permission.ApproveMigration);

    private bool IsOwn => Workspace.Me?.Id == Request?.By;

    // The button that starts is described by what keeps it shut; an open conflict does before this does.
    private string? StartLock => Plan.Undecided == 0 ? PreviewStep.StartLock : null;

    private string? Locked => Workspace.Me is not { } me ? null
        : RunRules.MayApproveImport(Desk.Head, me.Id, Desk.Head.PlanDigest)?.Sentence
            ?? (IsApprover ? null : "Your role cannot approve it. An implementation manager or platform administrator can.");

    // What became of the request there was.
    private string Void => Request switch
    {
        null => "",
        { ApprovedBy: null } asked when asked.Digest == Desk.Head.PlanDigest => $" {asked.ByName} asked more than 24 hours ago, and nobody decided: it has to be asked for again.",
        var asked => $" What {asked.ByName} asked for was an earlier preview, which this one has replaced.",
    };

    private async Task AskAsync() => await DoneAsync(await ConfirmDialog.AskAsync(
        Dialogs, "Ask for approval of this preview",
        $"{PlanWording.Rows(Plan.Counts.Written)} are written when it is imported. Whoever approves reads this page and your reason. Start stays locked until then.", "Ask for approval",
        async words => await KeyAsync() is { } key ? (await Approvals.RequestAsync(key, Desk.Id, words, Desk.Head.PlanDigest ?? "", LeaveToken)).Refusal : AccessRefusals.NoSession, asksReason: true));

    private async Task ApproveAsync()
    {
        if (Locked is not null)
            return;
        await DoneAsync(await ConfirmDialog.AskAsync(
            Dialogs, "Approve this preview",
            $"{PlanWording.Count(Plan.Counts.Create)} created, {PlanWording.Count(Plan.Counts.Update)} updated, {PlanWording.Count(Plan.Counts.Merge)} merged, {PlanWording.Count(Plan.Counts.Skip)} left out. {Desk.Head.Hold.HolderName} can start the import then.",
            "Approve",
            async _ => await KeyAsync() is { } key ? (await Approvals.ApproveAsync(key, Desk.Id, Desk.Head.PlanDigest ?? "", LeaveToken)).Refusal : AccessRefusals.NoSession));
    }

    private async Task DeclineAsync() => await DoneAsync(await ConfirmDialog.AskAsync(
        Dialogs, "Decline this import", "Start is locked until somebody approves the preview. It can be asked for again, changed or not.", "Decline",
        async words => await KeyAsync() is { } key ? (await Approvals.DeclineAsync(key, Desk.Id, words, LeaveToken)).Refusal : AccessRefusals.NoSession, asksReason: true));

    private async Task WithdrawAsync() => await DoneAsync(await ConfirmDialog.AskAsync(
        Dialogs, "Withdraw your request", "The preview stays; nobody is asked any more.", "Withdraw",
        async words => await KeyAsync() is { } key ? (await Approvals.WithdrawAsync(key, Desk.Id, words, LeaveToken)).Refusal : AccessRefusals.NoSession, asksReason: true));

    private Task DoneAsync(bool isDone) => isDone ? Desk.ReloadAsync() : Task.CompletedTask;
}
