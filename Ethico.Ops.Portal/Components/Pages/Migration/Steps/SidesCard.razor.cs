using System.Globalization;
using System.Security.Cryptography;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Steps;

/// <summary>A drawn sample, or rows a person names.</summary>
public sealed partial class SidesCard
{
    private PlanPick pick = new();
    private PlanSample? sample;
    private RevealBar<PlanSample>? bar;
    private Refusal? refusal;
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

    protected override async Task OnParametersSetAsync()
    {
        if (string.Equals(read, Stamp, StringComparison.Ordinal))
            return;
        read = Stamp;
        await ReadAsync();
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
        bar?.Forget();
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

    private Task<Outcome<PlanSample>> RevealAsync(TenantKey key, string reason, CancellationToken ct) =>
        Plans.RevealSampleAsync(key, Desk.Id, sample?.Seed is { } seed ? new(seed) : pick, reason, ct);

    private async Task ShowAsync(PlanSample? clear)
    {
        sample = clear;
        // First out of memory and off the screen, then the masked ones again.
        StateHasChanged();
        if (clear is not null || LeaveToken.IsCancellationRequested)
            return;
        await ReadAsync();
        StateHasChanged();
    }
}
