using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>A case's tasks and files: states and sizes at once, titles and names when they are asked for.</summary>
public sealed partial class AttachmentsCard
{
    private AttachmentNames? names;
    private Refusal? refusal;
    private bool isBusy;

    [Inject]
    public required CaseBook Cases { get; init; }

    [Parameter, EditorRequired]
    public required CaseId Case { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<CaseTask> Tasks { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<CaseFile> Files { get; set; }

    private async Task OpenAsync()
    {
        if (isBusy)
            return;
        (isBusy, refusal) = (true, null);
        try
        {
            if (await KeyAsync() is not { } key)
                return;
            var found = await Cases.ReadAttachmentNamesAsync(key, Case, LeaveToken);
            LeaveToken.ThrowIfCancellationRequested();
            if (found.IsAllowed)
            {
                names = found.Value;
                return;
            }

            refusal = found.Refusal;
            await Workspace.CheckAsync(refusal, LeaveToken);
        }
        finally
        {
            isBusy = false;
        }
    }
}
