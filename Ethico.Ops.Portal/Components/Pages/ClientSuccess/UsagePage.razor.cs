using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>One client's usage as charts and as their table. The file is written from the same cells.</summary>
public sealed partial class UsagePage
{
    private static readonly IReadOnlyList<FilterSpec> Filters =
    [
        new("grain", "By week", [new("day", "By day"), new("month", "By month")]),
        new("per", "Absolute", [new("100", "Per 100 employees")]),
    ];

    private UsageAddress address = new(null, null, null);
    private UsageView? view;
    private Refusal? refusal;
    private bool isCorrected;
    private (OrganizationId, UsageAddress)? shown;

    [Inject]
    public required ClientUsage Usage { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [SupplyParameterFromQuery]
    public string? Range { get; set; }

    [SupplyParameterFromQuery]
    public string? Grain { get; set; }

    [SupplyParameterFromQuery]
    public string? Per { get; set; }

    [SupplyParameterFromQuery]
    public string? View { get; set; }

    private bool ShowsTable => View is "table";

    private bool IsUncounted => view!.Bars.All(b => b.Counts is null);

    private bool HasNothing => view!.Bars.All(b => b.Counts is null || (
        b.Counts is { SignIns: 0, ActiveAccounts: null or 0, CampaignsRunning: 0, AssignmentsCompleted: 0, ReportViews: 0 }
        && IsZero(b.Counts.CasesOpened) && IsZero(b.Counts.CasesClosed) && IsZero(b.Counts.ReportsReceived)));

    private bool IsStale => view!.RolledThrough is { } through && through < Calendar.LastDue(NightKind.Rollup, Workspace.Now) && view.Bars[^1].To > through;

    private bool LacksHeadcount => address.IsPer100 && view!.Bars.Any(b => b.Counts is { Headcount: null });

    private bool LacksDistinct => view!.Bars.Any(b => b is { Counts: { ActiveAccounts: null }, IsUnfinished: false });

    private int Uncounted => view!.Bars.Sum(b => b.Days - b.DaysCounted);

    private bool IsPartial => LacksHeadcount || LacksDistinct || Uncounted > 0;

    private string PartialWords => string.Join(' ', PartialSentences);

    private IEnumerable<string> PartialSentences
    {
        get
        {
            if (Uncounted > 0)
                yield return $"{Wording.Count(Uncounted, "day of this range was", "days of this range were")} not counted: before the client's first roll-up, or owed. A period without any reads “not counted”, which is not 0.";
            if (LacksHeadcount)
                yield return "Some periods have no headcount in the client file: their rates read “no headcount”.";
            if (LacksDistinct)
                yield return "Active accounts are not kept for every period shown; those read “not kept”.";
        }
    }

    private string CsvHref => PortalUrls.With(PortalUrls.UsageCsv, [("tenant", Tenant.ToString()), .. address.ToQuery()]);

    protected override Task OnParametersSetAsync()
    {
        var typed = new UsageAddress(Range, Grain, Per);
        address = typed.Corrected(Calendar.Today(Workspace.Now));
        if (typed != address || (!ShowsTable && !string.IsNullOrEmpty(View)))
        {
            // The address then says what is shown; the notice stays until the next choice.
            isCorrected = true;
            Navigation.NavigateTo(PortalUrls.With(PortalUrls.ClientUsage(Tenant), [.. address.ToQuery(), ("view", ShowsTable ? View : null)]), replace: true);
        }
        else if (shown is { } before && before.Item2 != address)
        {
            isCorrected = false;
        }

        return shown == (Tenant, address) ? Task.CompletedTask : LoadAsync();
    }

    private async Task LoadAsync()
    {
        shown = (Tenant, address);
        var ct = Newest();
        (view, refusal) = (null, null);
        var (from, to) = address.Days(Calendar.Today(Workspace.Now));
        var found = await Usage.ReadAsync(await ActAsync(), Tenant, from, to, address.Step, ct);
        ct.ThrowIfCancellationRequested();
        (view, refusal) = (found.IsAllowed ? found.Value : null, found.Refusal);
    }

    private static bool IsZero(ShownCount count) => count is { IsShown: true, Value: 0 };

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private string ViewHref(string? wanted) => Navigation.GetUriWithQueryParameter("view", wanted);
}
