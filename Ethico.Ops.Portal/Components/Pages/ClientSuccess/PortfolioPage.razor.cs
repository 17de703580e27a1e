using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The clients of one's book, the most urgent first. The address is all of its state.</summary>
public sealed partial class PortfolioPage
{
    private const int PageSize = 50;
    private PortfolioAddress address = new();
    private ColumnChoice columns = new([], null);
    private KeysetPage<PortfolioRow>? list;
    private PortfolioTiles? tiles;
    private Refusal? sums;
    private PortfolioChoices? choices;
    private IReadOnlyList<FilterSpec> filters = [];
    private Refusal? refusal;
    private Refusal? lapse;
    private bool isRefused;
    private (PortfolioAddress, string?)? shown;

    [Inject]
    public required ClientPortfolio Portfolio { get; init; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Text { get; set; }

    [SupplyParameterFromQuery]
    public string? Band { get; set; }

    [SupplyParameterFromQuery]
    public string? Trend { get; set; }

    [SupplyParameterFromQuery]
    public string? Score { get; set; }

    [SupplyParameterFromQuery]
    public string? Coverage { get; set; }

    [SupplyParameterFromQuery]
    public string? Renewal { get; set; }

    [SupplyParameterFromQuery]
    public string? Industry { get; set; }

    [SupplyParameterFromQuery]
    public string? Size { get; set; }

    [SupplyParameterFromQuery]
    public string? Plan { get; set; }

    [SupplyParameterFromQuery]
    public string? Lead { get; set; }

    [SupplyParameterFromQuery]
    public string? Tag { get; set; }

    [SupplyParameterFromQuery]
    public string? Flag { get; set; }

    [SupplyParameterFromQuery]
    public string? Cause { get; set; }

    [SupplyParameterFromQuery]
    public string? Alert { get; set; }

    [SupplyParameterFromQuery]
    public string? Sort { get; set; }

    [SupplyParameterFromQuery]
    public string? Columns { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    // Other columns of the same rows ask no database.
    private (PortfolioAddress, string?) Asked => (address with { Columns = null }, After);

    private IReadOnlyList<string> Ignored =>
    [
        .. address.Ignored, .. IgnoredNames.Of((ColumnChoice.Name, Columns, !columns.HasUnknown), ("after", After, PortfolioCursor.Read(After) is not null)),
    ];

    private string? CsvHref => list is null ? null : PortalUrls.With(PortalUrls.PortfolioCsv, (address with { Columns = null }).ToQuery());

    private long? CsvRows => list is null ? null : Math.Min(list.Total ?? ClientPortfolio.ExportMost, ClientPortfolio.ExportMost);

    private bool SeesAll => Workspace.Me is { } me && AccessMatrix.Answer(me.Role, Permission.ViewClientHealth).Scope is Scope.All;

    private string EmptyTitle => SeesAll ? "No client is active yet" : "No clients are assigned to you yet";

    private string EmptyText => SeesAll
        ? "Active clients stand here after the first night in which their usage was counted."
        : "A platform administrator assigns them, on the page Operators. They stand here at once.";

    protected override Task OnParametersSetAsync()
    {
        address = new()
        {
            Text = Text, Band = Band, Trend = Trend, Score = Score, Coverage = Coverage, Renewal = Renewal, Industry = Industry, Size = Size, Plan = Plan, Lead = Lead,
            Tag = Tag, Flag = Flag, Cause = Cause, Alert = Alert, SortBy = Sort, Columns = Columns,
        };
        columns = new(AllColumns, Columns);
        filters = Filters();
        return shown == Asked ? Task.CompletedTask : LoadAsync();
    }

    private async Task LoadAsync()
    {
        var before = shown == Asked ? list : null;
        shown = Asked;
        var ct = Newest();
        (list, refusal, lapse, isRefused) = (before, null, null, false);
        var caller = await ActAsync();
        // The sums and the choices of the menus are the scope's, whatever is filtered: once for the page.
        var (found, beside) = tiles is null
            ? Apart(await Portfolio.LookAsync(caller, address.ToFilter(), address.Sort, After, PageSize, ct))
            : (await Portfolio.ListAsync(caller, address.ToFilter(), address.Sort, After, PageSize, ct), null);
        ct.ThrowIfCancellationRequested();
        if (!found.IsAllowed)
        {
            // A retry that fails leaves what was there, marked.
            refusal = before is null ? found.Refusal : null;
            lapse = before is null ? null : found.Refusal;
            sums = tiles is null ? found.Refusal : null;
            isRefused = string.Equals(found.Refusal.Code, AccessRefusals.NotAllowed.Code, StringComparison.Ordinal);
            return;
        }

        (list, sums) = (found.Value, null);
        if (beside is null)
            return;
        (tiles, choices) = (beside.Tiles, beside.Choices);
        filters = Filters();
    }

    private static (Outcome<KeysetPage<PortfolioRow>> Page, PortfolioLook? Beside) Apart(Outcome<PortfolioLook> look) =>
        look.IsAllowed ? (Outcome.Of(look.Value.Page), look.Value) : (look.Refusal, null);

    private Task SeekAsync(string term)
    {
        Navigation.NavigateTo(PortalUrls.With(PortalUrls.Clients, (address with { Text = term }).ToQuery()));
        return Task.CompletedTask;
    }

    private static string NoBandWord(PortfolioRow row) => row switch
    {
        { State: null } => "No score yet",
        { State: SnapshotState.Insufficient } => "Insufficient data",
        { Cause: { } cause } => cause.Words(),
        _ => "No band",
    };

    private static IEnumerable<string> Flags(PortfolioRow row)
    {
        foreach (var word in row.Flags.Words())
            yield return word;
        if (row is { State: SnapshotState.Scored, Coverage: < 100m })
            yield return "partial";
        if (row.TrendNote is TrendNote.New)
            yield return "new";
    }

    private IReadOnlyList<FilterOption> AllColumns =>
    [
        new("client", "Client"), new("score", "Score"), new("band", "Band"), new("trend", "Trend"), new("days", "90 days"), new("coverage", "Measured"), new("renewal", "Renewal"),
        new("lead", "Lead"), new("contact", "Last contact"), new("alerts", "Alerts"), .. May(Permission.ViewRevenue) ? (FilterOption[])[new("arr", "ARR")] : [],
    ];

    private IReadOnlyList<FilterSpec> Filters() =>
    [
        new("band", "Band", [.. Enum.GetValues<Band>().Reverse().Select(b => new FilterOption(b.Stored(), b.Risk())), new(PortfolioAddress.NoBand, "No band")], IsMany: true),
        new("trend", "Trend", [.. Enum.GetValues<Trend>().Select(t => new FilterOption(t.Stored(), t.Word()))]),
        new("renewal", "Renewal", [.. ((int[])[0, 30, 60, 90, 120]).Select(d => new FilterOption(PortalUrls.Number(d), d == 0 ? "Overdue or today" : $"Within {d} days")), new(PortfolioAddress.NoDate, "Without a date")]),
        new("coverage", "Measured", [new("60", "Under 60 %"), new("100", "Under 100 %")]),
        new("flag", "Flag",
        [
            new(PortfolioAddress.Stale, "Stale"), new(PortfolioAddress.Overridden, "Override"), new("QUIET", "Quiet"), new(PortfolioAddress.New, "New"),
            new("SMALL_BASE", "Small base"), new("LATE", "Computed late"), new("RESTATED", "Restated"),
        ]),
        new("cause", "Unscored", [.. Enum.GetValues<UnscoredCause>().Select(c => new FilterOption(c.Stored(), c.Words()))]),
        new("alert", "Alerts", [new("open", "With an open alert")]),
        new("lead", "Lead", [.. (choices?.Leads ?? []).Select(l => new FilterOption(l.Id.ToString(), l.Name))]),
        new("plan", "Plan", [.. (choices?.Plans ?? []).Select(p => new FilterOption(p, Wording.Of(p)))]),
        new("industry", "Industry", [.. (choices?.Industries ?? []).Select(i => new FilterOption(i, Wording.Of(i)))]),
        new("size", "Size", [new(SizeBand.UpTo100.Stored(), "1–100 employees"), new(SizeBand.UpTo500.Stored(), "101–500"), new(SizeBand.UpTo2000.Stored(), "501–2,000"), new(SizeBand.Over2000.Stored(), "2,001 and over")]),
        new("tag", "Tag", [.. (choices?.Tags ?? []).Select(t => new FilterOption(t, t))]),
    ];
}
