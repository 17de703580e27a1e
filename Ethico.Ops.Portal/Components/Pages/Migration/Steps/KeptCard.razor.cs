using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>Records of one verdict that stay, with why, and what becomes of them: singly or all at once.</summary>
public sealed partial class KeptCard
{
    private const int Size = 20;
    private List<RollbackLine>? lines;
    private string? next;
    private Refusal? refusal;
    private string? read;
    private bool isBusy;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required RollbackVerdict Verdict { get; set; }

    [Parameter, EditorRequired]
    public required RollbackView View { get; set; }

    [Parameter, EditorRequired]
    public required int Count { get; set; }

    [Parameter]
    public bool MayChoose { get; set; }

    /// <summary>With the preview the choice made.</summary>
    [Parameter]
    public EventCallback<RollbackView> OnChosen { get; set; }

    [Inject]
    public required MigrationRollbackPlans Plans { get; init; }

    private string Title => Verdict switch
    {
        RollbackVerdict.KeptEdited => "Kept: edited since the import",
        RollbackVerdict.KeptBlocked => "Kept: something newer hangs on them",
        _ => "Kept: in use",
    };

    private string Explains => Verdict switch
    {
        RollbackVerdict.KeptEdited => "Keep leaves record and edits. Revert discards the edits: the record is removed, or set back to before the import. Detach leaves it and frees its source key.",
        RollbackVerdict.KeptBlocked => "Keep leaves them. Detach frees the source key. Revert is possible once what hangs on them is gone.",
        _ => "People, locations and categories of the run that something which stays uses. They are never removed from under it.",
    };

    private IEnumerable<RollbackChoice> Offered => Verdict is RollbackVerdict.KeptEdited && View.Kept.Any(k => k.Verdict == Verdict && k.Revertible > 0)
        ? [RollbackChoice.Keep, RollbackChoice.Revert, RollbackChoice.Detach]
        : [RollbackChoice.Keep, RollbackChoice.Detach];

    protected override async Task OnParametersSetAsync()
    {
        var stamp = $"{View.Id}:{View.Digest}:{View.Progress?.IsDone}";
        if (string.Equals(read, stamp, StringComparison.Ordinal))
            return;
        read = stamp;
        await ReadAsync(-1, Math.Clamp(lines?.Count ?? 0, Size, MigrationRollbackPlans.PageMost), []);
    }

    private static string Cause(string cause) => cause switch
    {
        "NOTE" => "a note was added",
        "FILE" => "a file was added",
        "TASK" => "a task was added",
        "PERSON" => "a person was added",
        "LINK" => "a report was linked",
        "INVESTIGATION" => "an investigation was added",
        "TIMELINE" => "its history goes on",
        "MERGED" => "another case was merged into it",
        _ => Wording.Of(cause).ToLowerInvariant(),
    };

    private static string Says(RollbackChoice choice) => choice switch
    {
        RollbackChoice.Keep => "Record and edits stay",
        RollbackChoice.Revert => "Edits are discarded, the record is removed or restored",
        _ => "Record and edits stay, its source key goes",
    };

    private Task MoreAsync() => ReadAsync(int.Parse(next!, CultureInfo.InvariantCulture), Size, lines ?? []);

    private async Task ReadAsync(int after, int size, List<RollbackLine> before)
    {
        if (await KeyAsync() is not { } key)
            return;
        var ct = Newest();
        var found = await Plans.LinesAsync(key, Desk.Id, Verdict, after, size, ct);
        ct.ThrowIfCancellationRequested();
        refusal = found.Refusal;
        if (found.IsAllowed)
            (lines, next) = ([.. before, .. found.Value.Items], found.Value.Next);
    }

    private async Task ChooseAsync(int? position, RollbackChoice choice)
    {
        if (isBusy || await KeyAsync() is not { } key)
            return;
        isBusy = true;
        try
        {
            var chosen = await Plans.ChooseAsync(key, Desk.Id, new(Verdict, position, choice, View.Digest), LeaveToken);
            refusal = chosen.Refusal;
            if (chosen.IsAllowed)
                await OnChosen.InvokeAsync(chosen.Value);
            else
                await Workspace.CheckAsync(chosen.Refusal, LeaveToken);
        }
        finally
        {
            isBusy = false;
        }
    }
}
