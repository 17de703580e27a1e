using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Contracts by the time they have left. Money stands here only for who holds ViewRevenue, and is not read for anybody else.</summary>
public sealed partial class RenewalsPage
{
    private const string NoBand = PortfolioAddress.NoBand;
    private RenewalList? list;
    private Refusal? refusal;
    private RenewalQuery? asked;
    private bool isLoading;

    [Inject]
    public required ClientWork Work { get; init; }

    [Inject]
    public required NightCalendar Calendar { get; init; }

    [SupplyParameterFromQuery]
    public string? Bucket { get; set; }

    [SupplyParameterFromQuery]
    public string? Band { get; set; }

    [SupplyParameterFromQuery]
    public string? After { get; set; }

    private RenewalBucket? Chosen => Enum.GetValues<RenewalBucket>().Where(b => string.Equals(Word(b), Bucket, StringComparison.Ordinal)).Select(b => (RenewalBucket?)b).FirstOrDefault();

    private string? Risk => Band is NoBand || PlatformCodes.Find<Band>(Band) is not null ? Band : null;

    private bool IsRefused => refusal == AccessRefusals.NotAllowed;

    private bool MayLoadFeed => !IsRefused && Workspace.Me is { } me && AccessMatrix.Answer(me.Role, Permission.ViewRevenue).Scope is Scope.All;

    private bool SeesMoney => May(Permission.ViewRevenue);

    private DateOnly Today => Calendar.Today(Workspace.Now);

    private Guid? AfterId => Guid.TryParse(After, out var id) ? id : null;

    private IReadOnlyList<string> Ignored => IgnoredNames.Of(("after", After, AfterId is not null && list is not { BeganAnew: true }));

    private RenewalQuery Query => new() { Bucket = Chosen, Band = PlatformCodes.Find<Band>(Risk), WithoutBand = Risk is NoBand, After = AfterId };

    private static IReadOnlyList<FilterSpec> Filters { get; } =
    [
        new("bucket", "Time left", [.. Enum.GetValues<RenewalBucket>().Select(b => new FilterOption(Word(b), b.Words()))]),
        new("band", "Risk", [.. Enum.GetValues<Band>().Reverse().Select(b => new FilterOption(b.Stored(), b.Risk())), new(NoBand, "No band")]),
    ];

    protected override Task OnParametersSetAsync() => Query == asked ? Task.CompletedTask : LoadAsync();

    private async Task LoadAsync()
    {
        var ct = Newest();
        (asked, refusal, isLoading) = (Query, null, true);
        var found = await Work.RenewalsAsync(await ActAsync(), asked, ct);
        ct.ThrowIfCancellationRequested();
        (list, refusal, isLoading) = (found.IsAllowed ? found.Value : null, found.Refusal, false);
    }

    private static string HighIn(RenewalTile tile) => (tile.High, tile.WithoutBand) switch
    {
        (0, 0) => "none at high risk", (var high, 0) => $"{high} at high risk", (0, var none) => $"{none} without a band", var (high, none) => $"{high} high, {none} without a band",
    };

    private static string Reasons(RenewalRow row)
    {
        // A healthy score is no reason; what was found or asked for is.
        List<string> found =
        [
            .. row.Fired.Where(r => r is not (BandRule.R3 or BandRule.R4)).Select(r => r.Short()), .. row.Alerts.Where(a => a is not (AlertRule.Renewal or AlertRule.NoContact)).Select(a => a.InWords()).Distinct(StringComparer.Ordinal),
            row.DaysSinceContact switch { null => "never contacted", 0 => "contact today", { } days => $"contact {Wording.Count(days, "day", "days")} ago" },
        ];
        return string.Join(", ", found);
    }

    private static string InDays(RenewalRow row) => row.InDays switch
    {
        < 0 => $"{Wording.Count(-row.InDays, "day", "days")} over", 0 => "today", _ => $"in {Wording.Count(row.InDays, "day", "days")}",
    };

    private static string Word(RenewalBucket bucket) => bucket.ToString().ToLowerInvariant();

    private string BucketHref(RenewalBucket bucket) => Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["bucket"] = Chosen == bucket ? null : Word(bucket), ["after"] = null });
}
