using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>How the score went: chart and table of the same numbers. Range and lines stand in the address of the page.</summary>
public sealed partial class HistoryCard
{
    private HealthHistory? history;
    private Refusal? refusal;
    private HistoryRange days;
    private string? corrected;
    private string? kept;
    private (OrganizationId, DateOnly, DateOnly, int)? shown;

    [Inject]
    public required ClientHealth Health { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [Parameter, EditorRequired]
    public required OrganizationId Tenant { get; set; }

    /// <summary>As in the address.</summary>
    [Parameter]
    public string? Range { get; set; }

    [Parameter]
    public bool WithParts { get; set; }

    /// <summary>Raised when what stands in the database has changed.</summary>
    [Parameter]
    public int Edition { get; set; }

    private string Title => IsAnyQuick ? $"{days.To.DayNumber - days.From.DayNumber + 1} days" : $"{HealthWording.Day(days.From)} – {HealthWording.Day(days.To)}";

    private bool IsAnyQuick => HistoryRange.Quick.Any(IsQuick);

    private string? Notice => days.Notice ?? (kept is not null && string.Equals(kept, Range, StringComparison.Ordinal) ? corrected : null);

    private string PartsHref => Navigation.GetUriWithQueryParameter("lines", WithParts ? null : "parts");

    protected override Task OnParametersSetAsync()
    {
        days = HistoryRange.Of(Range, Calendar.LastComplete(Workspace.Now));
        if (days.Says is { } says)
        {
            (corrected, kept) = (days.Notice, says);
            Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("range", says), new NavigationOptions { ReplaceHistoryEntry = true });
        }

        return shown == (Tenant, days.From, days.To, Edition) ? Task.CompletedTask : LoadAsync();
    }

    private async Task LoadAsync()
    {
        shown = (Tenant, days.From, days.To, Edition);
        var ct = Newest();
        (history, refusal) = (null, null);
        var found = await Health.HistoryAsync(await ActAsync(), Tenant, days.From, days.To, ct);
        ct.ThrowIfCancellationRequested();
        (history, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private bool IsQuick(int count) => days.To == Calendar.LastComplete(Workspace.Now) && days.To.DayNumber - days.From.DayNumber + 1 == count;

    private string Quick(int count) => Navigation.GetUriWithQueryParameter("range", count == HistoryRange.Usual ? null : $"{count}d");

    private static string Number(decimal? value) => value is { } known ? HealthWording.Tenth(known) : "–";

    // A day that is marked stands there even if nothing was computed on it.
    private IEnumerable<(DateOnly On, HistoryDay? Day)> TwinRows => history!.Days.Select(d => (d.Day, (HistoryDay?)d))
        .Concat(HealthMarkers.Of(history).Select(m => m.Day).Distinct().Except(history.Days.Select(d => d.Day)).Select(on => (on, (HistoryDay?)null)))
        .OrderByDescending(row => row.Item1);

    private string Note(DateOnly on, HistoryDay? day)
    {
        List<string> words =
        [
            .. day switch
            {
                null => (string[])["Nothing computed"],
                { Cause: { } cause } => [cause.Words()],
                { State: SnapshotState.Insufficient } => ["Insufficient data"],
                _ => [],
            },
            .. day?.Flags.Words() ?? [],
            .. HealthMarkers.Of(history!).Where(m => m.Day == on).Select(m => m.Text),
        ];
        return string.Join(", ", words);
    }
}
