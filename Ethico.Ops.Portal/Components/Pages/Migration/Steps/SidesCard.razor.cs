using System.Globalization;
using System.Security.Cryptography;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Circuits;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>
/// A drawn sample, or rows a person names. Clear values are in this component only and go with the time, the page, the session or
/// the connection.
/// </summary>
public sealed partial class SidesCard
{
    private PlanPick pick = new();
    private PlanSample? sample;
    private Refusal? refusal;
    private ITimer? timer;
    private IDisposable? kept;
    private string? read;
    private string rowsTyped = "";
    private string keyTyped = "";
    private string ruleTyped = "";
    private string actionTyped = "";
    private bool isBusy;

    [CascadingParameter]
    public required RunDesk Desk { get; set; }

    /// <summary>Changes when there is something new to read.</summary>
    [Parameter, EditorRequired]
    public required string Stamp { get; set; }

    [Inject]
    public required MigrationPlanViews Plans { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [Inject]
    public required TimeProvider Clock { get; init; }

    [Inject]
    public required RevealKeeper Keeper { get; init; }

    protected override void OnInitialized() => kept = Keeper.Keep(() => InvokeAsync(DropAsync));

    protected override async Task OnParametersSetAsync()
    {
        if (string.Equals(read, Stamp, StringComparison.Ordinal))
            return;
        read = Stamp;
        await ReadAsync();
    }

    protected override void Dispose(bool disposing)
    {
        timer?.Dispose();
        kept?.Dispose();
        base.Dispose(disposing);
    }

    private Task AgainAsync()
    {
        pick = new(Seed: RandomNumberGenerator.GetInt32(int.MaxValue));
        return ReadAsync();
    }

    private Task ChosenAsync()
    {
        var rows = rowsTyped.Split([',', ' ', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(t => int.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0).Where(r => r > 0).Take(10).ToArray();
        pick = new(
            null, rows.Length == 0 ? null : rows, keyTyped.Trim() is { Length: > 0 } key ? key : null, ruleTyped.Length == 0 ? null : ruleTyped,
            Enum.TryParse<PlanAction>(actionTyped, out var action) ? action : null);
        return ReadAsync();
    }

    private async Task ReadAsync()
    {
        if (await KeyAsync() is not { } key)
            return;
        timer?.Dispose();
        isBusy = true;
        try
        {
            var ct = Newest();
            var found = await Plans.SampleAsync(key, Desk.Id, pick, ct);
            ct.ThrowIfCancellationRequested();
            (sample, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
        }
        finally
        {
            isBusy = false;
        }
    }

    private Task AskAsync() => ConfirmDialog.AskAsync(
        Dialogs, "Reveal what is masked",
        "Personal and narrative values of these rows are shown for five minutes, or until you leave this page. The entry keeps your reason and the rows' numbers, not what they hold.",
        "Reveal for 5 minutes", RevealAsync, asksReason: true);

    private async Task<Refusal?> RevealAsync(string reason)
    {
        if (await KeyAsync() is not { } key || sample is null)
            return AccessRefusals.NoSession;
        var found = await Plans.RevealSampleAsync(key, Desk.Id, sample.Seed is { } seed ? new(seed) : pick, reason, LeaveToken);
        if (!found.IsAllowed)
        {
            await Workspace.CheckAsync(found.Refusal, LeaveToken);
            return found.Refusal;
        }

        // Left while the database answered: nobody is there to see it.
        if (LeaveToken.IsCancellationRequested)
            return null;
        sample = found.Value;
        timer?.Dispose();
        timer = Clock.CreateTimer(_ => _ = InvokeAsync(DropAsync), state: null, RevealedSamples.VisibleFor, Timeout.InfiniteTimeSpan);
        StateHasChanged();
        return null;
    }

    private async Task DropAsync()
    {
        timer?.Dispose();
        timer = null;
        // First out of memory and off the screen, then the masked ones again.
        sample = null;
        StateHasChanged();
        if (LeaveToken.IsCancellationRequested)
            return;
        await ReadAsync();
        StateHasChanged();
    }
}
