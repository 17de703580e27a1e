using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>The lines around the place where a file could not be read on. Asked for, since it is read again for them.</summary>
public sealed partial class StoppedCard
{
    private StoppedLines? found;
    private Refusal? refusal;
    private bool isLooked;
    private bool isBusy;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Inject]
    public required MigrationDetection Detection { get; init; }

    [Parameter, EditorRequired]
    public required RunId Run { get; set; }

    private int Files => Desk.Counts.FilesTotal;

    private async Task ShowAsync()
    {
        if (isBusy || await KeyAsync() is not { } key)
            return;
        isBusy = true;
        var shown = await Detection.StoppedAsync(key, Run, LeaveToken);
        (isBusy, refusal) = (false, shown.Refusal);
        if (shown.IsAllowed)
            (found, isLooked) = (shown.Value, true);
        else
            await Workspace.CheckAsync(shown.Refusal, LeaveToken);
    }
}
