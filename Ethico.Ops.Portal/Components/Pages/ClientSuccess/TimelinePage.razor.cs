using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;
using TimelineKind = Ethico.Ops.Domain.ClientSuccess.TimelineKind;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>One client's story. A link to one entry opens the page that holds it.</summary>
public sealed partial class TimelinePage
{
    private const int PageSize = 50;
    private static readonly IReadOnlyList<FilterSpec> Filters =
        [new("kind", "Kind", [.. Enum.GetValues<TimelineKind>().Select(k => new FilterOption(k.Stored(), k.Word()))], IsMany: true)];

    private Domain.ClientSuccess.TimelinePage? page;
    private EngagementView? opened;
    private Refusal? refusal;
    private StoryRange range;
    private string? kept;
    private (OrganizationId, string?, DateOnly?, DateOnly?, string?, string?, string?)? shown;
    private ElementReference linked;
    private bool isToFocus;

    [Inject]
    public required ClientTimeline Timeline { get; init; }

    [Inject]
    public required Engagements Book { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [Inject]
    public required IDialogService Dialogs { get; init; }

    [SupplyParameterFromQuery]
    public string? Kind { get; set; }

    [SupplyParameterFromQuery]
    public string? Time { get; set; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    [SupplyParameterFromQuery]
    public string? Entry { get; set; }

    private bool IsFiltered => Kinds.Count > 0 || HasTime || !string.IsNullOrWhiteSpace(Q);

    private IReadOnlyList<TimelineKind> Kinds => [.. (Kind ?? "").Split(',').Select(PlatformCodes.Find<TimelineKind>).OfType<TimelineKind>()];

    private bool HasTime => DayRange.Parse(Time, UsageRange.MostDays).IsGiven;

    private bool IsEntryMissing => !string.IsNullOrEmpty(Entry) && page?.Entries.Any(e => string.Equals(e.Id, Entry, StringComparison.Ordinal)) == false;

    private string NewestHref => Href(("after", null), ("entry", null));

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(("time", Time, HasTime), ("after", After, ClientTimeline.IsCursor(After)));

    // The address then says what is shown; the notice stays until the next choice.
    private bool IsCorrected => kept is not null && string.Equals(kept, Time, StringComparison.Ordinal);

    protected override Task OnParametersSetAsync()
    {
        range = StoryRange.Of(Time, DateOnly.FromDateTime(Workspace.Now.UtcDateTime));
        if (range.Says is { } says)
        {
            kept = says;
            Navigation.NavigateTo(Href(("time", says), ("after", null)), new NavigationOptions { ReplaceHistoryEntry = true });
        }

        return shown == (Tenant, Kind, range.From, range.To, Q, After, Entry) ? Task.CompletedTask : LoadAsync();
    }

    private async Task LoadAsync()
    {
        shown = (Tenant, Kind, range.From, range.To, Q, After, Entry);
        var ct = Newest();
        (page, opened, refusal) = (null, null, null);
        var query = new TimelineQuery(
            Kinds, range.From, range.To, string.IsNullOrWhiteSpace(Q) ? null : Q, After, PageSize) { At = Entry };
        var caller = await ActAsync();
        var found = await Timeline.ReadAsync(caller, Tenant, query, ct);
        var engagement = found.IsAllowed && found.Value.Entries.Any(e => e.Kind is TimelineKind.Engagement && string.Equals(e.Id, Entry, StringComparison.Ordinal))
            ? await Book.ListAsync(caller, Tenant, ct)
            : (Outcome<IReadOnlyList<EngagementView>>?)null;
        ct.ThrowIfCancellationRequested();
        (page, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
        isToFocus = page?.Entries.Any(e => string.Equals(e.Id, Entry, StringComparison.Ordinal)) == true;
        opened = engagement is { IsAllowed: true } list ? list.Value.FirstOrDefault(e => string.Equals(e.Id.ToString(), Entry, StringComparison.Ordinal)) : null;
    }

    // The link leads to its entry: the cursor and the eye, too.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!isToFocus)
            return;
        isToFocus = false;
        await linked.FocusAsync();
    }

    private Task AddedAsync() => LoadAsync();

    private async Task LogAsync()
    {
        if (await EngagementDialog.AskAsync(Dialogs, Tenant, "Logged with this client"))
            await LoadAsync();
    }

    private Task SeekAsync(string text)
    {
        Navigation.NavigateTo(Href(("q", text.Length == 0 ? null : text), ("after", null), ("entry", null)));
        return Task.CompletedTask;
    }

    private string Href(params (string Name, string? Value)[] changes) =>
        Navigation.GetUriWithQueryParameters(changes.ToDictionary(c => c.Name, c => (object?)c.Value, StringComparer.Ordinal));

    private static string Anchor(TimelineEntry entry) => "entry-" + entry.Id;

    // Of a day, not of an hour: nothing happened at midnight. It is a day of operations, as lists and charts have it, and no reader's
    // zone moves it. What a night found stands at the end of the day it counted.
    private DateOnly? DayOf(TimelineEntry entry) => entry.Kind switch
    {
        TimelineKind.ScoreChange or TimelineKind.ModelChange or TimelineKind.Alert => Calendar.Today(entry.At.AddTicks(-1)),
        TimelineKind.Renewal or TimelineKind.GoLive => Calendar.Today(entry.At),
        _ => null,
    };

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static TagTone Tone(TimelineKind kind) => kind switch
    {
        TimelineKind.Engagement => TagTone.Accent, TimelineKind.Alert => TagTone.Caution, TimelineKind.ScoreChange or TimelineKind.Override => TagTone.Info, TimelineKind.GoLive => TagTone.Good,
        _ => TagTone.Unknown,
    };
}
