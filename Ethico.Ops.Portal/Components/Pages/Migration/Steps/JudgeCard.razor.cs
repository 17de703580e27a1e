using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>Twenty records by eye. Clear values are in this component only and go with the time, the page, the session or the connection.</summary>
public sealed partial class JudgeCard
{
    private readonly Dictionary<int, string> typed = [];
    private readonly Dictionary<int, ElementReference> summaries = [];
    private PlanSample? samples;
    private Refusal? refusal;
    private ITimer? timer;
    private IDisposable? kept;
    private Guid? read;
    private int? shown;
    private int? refusedAt;
    private int? focus;
    private bool isBusy;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    [Parameter, EditorRequired]
    public required Sheet Sheet { get; set; }

    [Parameter]
    public bool MayEdit { get; set; }

    /// <summary>After a judgement was kept.</summary>
    [Parameter]
    public EventCallback OnJudged { get; set; }

    [Inject]
    public required MigrationSheets Sheets { get; init; }

    [Inject]
    public required MigrationPlanViews Views { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required RevealKeeper Keeper { get; init; }

    protected override void OnInitialized() => kept = Keeper.Keep(() => InvokeAsync(DropAsync));

    protected override async Task OnParametersSetAsync()
    {
        if (read == Sheet.Id)
            return;
        read = Sheet.Id;
        await ReadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        timer?.Dispose();
        kept?.Dispose();
        base.Dispose(disposing);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus is not { } position || !summaries.TryGetValue(position, out var summary))
            return;
        focus = null;
        await summary.FocusAsync();
    }

    private string Typed(int position, string? note) => typed.GetValueOrDefault(position) ?? note ?? "";

    private async Task ReadAsync()
    {
        if (await KeyAsync() is not { } key)
            return;
        var ct = Newest();
        var found = await Views.DrawnAsync(key, Desk.Id, ct);
        ct.ThrowIfCancellationRequested();
        (samples, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private async Task JudgeAsync(int position, bool matches, string? note)
    {
        if (isBusy || await KeyAsync() is not { } key)
            return;
        isBusy = true;
        try
        {
            var judged = await Sheets.JudgeAsync(key, Desk.Id, position, matches, Typed(position, note), LeaveToken);
            (refusal, refusedAt) = (judged.Refusal, judged.IsAllowed ? null : position);
            if (!judged.IsAllowed)
            {
                await Workspace.CheckAsync(judged.Refusal, LeaveToken);
                return;
            }

            typed.Remove(position);
        }
        finally
        {
            isBusy = false;
        }

        await OnJudged.InvokeAsync();
        // Twenty in a row: the next one nobody has judged opens where this one closes.
        focus = shown = NextAfter(position);
    }

    private int? NextAfter(int position)
    {
        var open = Sheet.Samples.Where(s => s.Matches is null && s.Position != position).Select(s => s.Position).ToList();
        return open.Exists(p => p > position) ? open.Find(p => p > position) : open.Count > 0 ? open[0] : null;
    }

    private Task AskAsync() => ConfirmDialog.AskAsync(
        Dialogs, "Reveal what is masked",
        "Personal and narrative values of the drawn records are shown for five minutes, or until you leave this page. The entry keeps your reason, not what they hold.",
        "Reveal for 5 minutes", RevealAsync, asksReason: true);

    private async Task<Refusal?> RevealAsync(string reason)
    {
        if (await KeyAsync() is not { } key)
            return AccessRefusals.NoSession;
        var found = await Views.RevealDrawnAsync(key, Desk.Id, reason, LeaveToken);
        if (!found.IsAllowed)
        {
            await Workspace.CheckAsync(found.Refusal, LeaveToken);
            return found.Refusal;
        }

        // Left while the database answered: nobody is there to see it.
        if (LeaveToken.IsCancellationRequested)
            return null;
        samples = found.Value;
        timer?.Dispose();
        timer = Clock.CreateTimer(_ => _ = InvokeAsync(DropAsync), state: null, RevealedSamples.VisibleFor, Timeout.InfiniteTimeSpan);
        StateHasChanged();
        return null;
    }

    private async Task DropAsync()
    {
        timer?.Dispose();
        timer = null;
        samples = null;
        StateHasChanged();
        if (LeaveToken.IsCancellationRequested)
            return;
        await ReadAsync();
        StateHasChanged();
    }
}
