using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>Twenty records by eye.</summary>
public sealed partial class JudgeCard
{
    private readonly Dictionary<int, string> typed = [];
    private readonly Dictionary<int, ElementReference> summaries = [];
    private PlanSample? samples;
    private RevealBar<PlanSample>? bar;
    private Refusal? refusal;
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

    protected override async Task OnParametersSetAsync()
    {
        if (read == Sheet.Id)
            return;
        read = Sheet.Id;
        await ReadAsync();
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
        bar?.Forget();
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

    private async Task ShowAsync(PlanSample? clear)
    {
        samples = clear;
        // First out of memory and off the screen, then the masked ones again.
        StateHasChanged();
        if (clear is not null || LeaveToken.IsCancellationRequested)
            return;
        await ReadAsync();
        StateHasChanged();
    }
}
