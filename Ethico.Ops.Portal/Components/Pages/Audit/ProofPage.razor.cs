using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.Audit;

/// <summary>Verifies the trail as it stands and seals it on demand; for roles that see all of it.</summary>
public sealed partial class ProofPage
{
    private const int Rows = 25;

    private KeysetPage<AuditCheckpoint>? list;
    private Refusal? listRefusal;
    private Refusal? refusal;
    private AuditVerdict? verdict;
    private SealMade? sealedNow;
    private bool isVerifying;
    private bool isSealing;
    private string? shown;

    [Inject]
    public required AuditProof Proof { get; init; }

    [SupplyParameterFromQuery(Name = "after")]
    public string? Before { get; set; }

    private bool IsBusy => isVerifying || isSealing;

    protected override Task OnParametersSetAsync() => list is not null && string.Equals(shown, Before, StringComparison.Ordinal) ? Task.CompletedTask : LoadAsync();

    private static string MadeBy(string by) => by.StartsWith("operator:", StringComparison.Ordinal) ? "a person, on demand" : by.StartsWith("job:", StringComparison.Ordinal) ? "the nightly job" : by;

    private async Task LoadAsync()
    {
        shown = Before;
        var ct = Newest();
        (list, listRefusal) = (null, null);
        var before = long.TryParse(Before, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null;
        var found = await Proof.CheckpointsAsync(await ActAsync(), before, Rows, ct);
        ct.ThrowIfCancellationRequested();
        (list, listRefusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private async Task VerifyAsync()
    {
        if (IsBusy)
            return;
        (isVerifying, verdict, refusal, sealedNow) = (true, null, null, null);
        try
        {
            var found = await Proof.VerifyAsync(await ActAsync(), LeaveToken);
            (verdict, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
        }
        finally
        {
            isVerifying = false;
        }
    }

    private async Task SealAsync()
    {
        if (IsBusy)
            return;
        (isSealing, verdict, refusal, sealedNow) = (true, null, null, null);
        try
        {
            var made = await Proof.SealAsync(await ActAsync(), LeaveToken);
            (sealedNow, refusal) = (made.IsAllowed ? made.Value : null, made.Refusal);
        }
        finally
        {
            isSealing = false;
        }

        if (sealedNow is not null)
            await LoadAsync();
    }
}
