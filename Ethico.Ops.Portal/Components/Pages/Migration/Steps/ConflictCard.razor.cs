using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>Rows only a person can decide, singly or by class.</summary>
public sealed partial class ConflictCard
{
    private const int Size = 25;
    private List<PlanLine>? lines;
    private string? next;
    private Refusal? refusal;
    private string? read;
    private bool isBusy;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required PlanFigures Plan { get; set; }

    /// <summary>After a decision was kept.</summary>
    [Parameter]
    public EventCallback OnDecided { get; set; }

    [Inject]
    public required MigrationPlanViews Views { get; init; }

    [Inject]
    public required MigrationConflicts Conflicts { get; init; }

    private bool MayDecide => Desk is { IsMine: true, Head.State: RunState.Previewed };

    protected override async Task OnParametersSetAsync()
    {
        var stamp = $"{Desk.Id}:{Desk.Head.PlanDigest}:{Desk.Head.Version}";
        if (string.Equals(read, stamp, StringComparison.Ordinal))
            return;
        read = stamp;
        var many = Math.Max(Size, lines?.Count ?? 0);
        await ReadAsync(after: 0, Math.Min(many, MigrationPlanViews.PageMost), []);
    }

    private Task MoreAsync() =>
        ReadAsync(int.Parse(next!, System.Globalization.CultureInfo.InvariantCulture), Size, lines ?? []);

    private async Task ReadAsync(int after, int size, List<PlanLine> before)
    {
        if (await KeyAsync() is not { } key)
            return;
        var ct = Newest();
        var found = await Views.LinesAsync(key, Desk.Id, PlanAction.Conflict, kind: null, after, size, ct);
        ct.ThrowIfCancellationRequested();
        refusal = found.Refusal;
        if (!found.IsAllowed)
            return;
        (lines, next) = ([.. before, .. found.Value.Items], found.Value.Next);
    }

    // Null: all of the class.
    private async Task DecideAsync(ConflictKind kind, int? position, ConflictDecision decision)
    {
        if (isBusy)
            return;
        isBusy = true;
        try
        {
            await Desk.DoAsync((key, ct) => Conflicts.DecideAsync(key, Desk.Id, kind, decision, position is { } one ? [one] : null, ct));
        }
        finally
        {
            isBusy = false;
        }

        await OnDecided.InvokeAsync();
    }
}
