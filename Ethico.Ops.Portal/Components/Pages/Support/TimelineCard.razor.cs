using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>A case's history, newest first. Notes and texts open one by one.</summary>
public sealed partial class TimelineCard
{
    private readonly Dictionary<Guid, string> opened = [];
    private (Guid? Id, Refusal Why)? refused;

    [Inject]
    public required CaseBook Cases { get; init; }

    [Parameter, EditorRequired]
    public required CaseId Case { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<TimelineLine> Lines { get; set; }

    [Parameter]
    public bool IsCut { get; set; }

    private static string Title(TimelineLine line) => line switch
    {
        { Kind: TimelineKind.Import, Import: { } import } => $"Imported from {import.SourceSystem}",
        { Event: { } kind } => kind.Word(),
        _ => "Note",
    };

    private static string? Change(TimelineLine line) => (line.Before, line.After) switch
    {
        (null, null) => null,
        (null, { } after) => CaseWording.Fact(after),
        ({ } before, null) => $"was {CaseWording.Fact(before)}",
        ({ } before, { } after) => $"{CaseWording.Fact(before)} → {CaseWording.Fact(after)}",
    };

    private async Task OpenAsync(Guid id)
    {
        refused = null;
        if (await KeyAsync() is not { } key)
            return;
        var found = await Cases.ReadLineAsync(key, Case, id, LeaveToken);
        LeaveToken.ThrowIfCancellationRequested();
        if (found.IsAllowed)
        {
            opened[id] = found.Value;
            return;
        }

        refused = (id, found.Refusal);
        await Workspace.CheckAsync(found.Refusal, LeaveToken);
    }
}
