using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The portfolio as its address holds it, and back. What makes no sense is left out and named, so that the page can say so.</summary>
public sealed record PortfolioAddress
{
    /// <summary>Among the bands: clients without one.</summary>
    public const string NoBand = "NONE";

    /// <summary>Among the renewals: no date is known.</summary>
    public const string NoDate = "none";

    public const string Stale = "STALE";
    public const string Overridden = "OVERRIDE";
    public const string New = "NEW";

    private static readonly (string Word, PortfolioSort Sort)[] Sorts =
    [
        ("name", PortfolioSort.Name), ("-name", PortfolioSort.NameDescending), ("score", PortfolioSort.Score), ("-score", PortfolioSort.ScoreDescending),
        ("trend", PortfolioSort.TrendDelta), ("-trend", PortfolioSort.TrendDeltaDescending), ("renewal", PortfolioSort.Renewal), ("-renewal", PortfolioSort.RenewalDescending),
        ("coverage", PortfolioSort.Coverage), ("-coverage", PortfolioSort.CoverageDescending), ("contact", PortfolioSort.LastContact), ("-contact", PortfolioSort.LastContactDescending),
    ];

    public string? Text { get; init; }

    public string? Band { get; init; }

    public string? Trend { get; init; }

    /// <summary>"40..70", either end may be missing.</summary>
    public string? Score { get; init; }

    public string? Coverage { get; init; }

    public string? Renewal { get; init; }

    public string? Industry { get; init; }

    public string? Size { get; init; }

    public string? Plan { get; init; }

    public string? Lead { get; init; }

    public string? Tag { get; init; }

    public string? Flag { get; init; }

    public string? Cause { get; init; }

    public string? Alert { get; init; }

    public string? SortBy { get; init; }

    /// <summary>Which columns are shown; no filter, and no row is read for it.</summary>
    public string? Columns { get; init; }

    public PortfolioSort Sort => Array.Find(Sorts, s => string.Equals(s.Word, SortBy, StringComparison.Ordinal)).Sort;

    /// <summary>As the grid marks its column.</summary>
    public string? Marked => Sort is PortfolioSort.Urgency ? null : SortBy;

    public bool IsFiltered => ToQuery().Any(q => q.Name is not ("sort" or ColumnChoice.Name) && !string.IsNullOrEmpty(q.Value) && !Ignored.Contains(q.Name, StringComparer.Ordinal));

    /// <summary>Names in the address whose value is none there is.</summary>
    public IReadOnlyList<string> Ignored => IgnoredNames.Of(
        ("band", Band, Split(Band).All(b => b is NoBand || PlatformCodes.Find<Band>(b) is not null)),
        ("trend", Trend, PlatformCodes.Find<Trend>(Trend) is not null),
        ("score", Score, ReadScore() is not (null, null)),
        ("coverage", Coverage, Number(Coverage) is not null),
        ("renewal", Renewal, Renewal is NoDate || Days() is not null),
        ("industry", Industry, ClientFiles.Industries.Contains(Industry ?? "", StringComparer.Ordinal)),
        ("size", Size, PlatformCodes.Find<SizeBand>(Size) is not null),
        ("plan", Plan, Fit(Plan) is not null),
        ("lead", Lead, Guid.TryParse(Lead, out _)),
        ("tag", Tag, Fit(Tag) is not null),
        ("flag", Flag, Flag is Stale or Overridden or New || FlagOf(Flag) is not HealthFlags.None),
        ("cause", Cause, PlatformCodes.Find<UnscoredCause>(Cause) is not null),
        ("alert", Alert, Alert is "open"),
        ("sort", SortBy, Sort is not PortfolioSort.Urgency));

    public PortfolioFilter ToFilter()
    {
        var bands = Split(Band).ToList();
        var (from, to) = ReadScore();
        return new()
        {
            Text = string.IsNullOrWhiteSpace(Text) ? null : Text.Trim(),
            Bands = [.. bands.Select(PlatformCodes.Find<Band>).OfType<Band>().Distinct()],
            WithoutBand = bands.Contains(NoBand, StringComparer.Ordinal),
            Trend = PlatformCodes.Find<Trend>(Trend),
            ScoreFrom = from,
            ScoreTo = to,
            CoverageUnder = Number(Coverage),
            RenewalWithin = Days(),
            WithoutRenewal = Renewal is NoDate,
            Industry = ClientFiles.Industries.Contains(Industry ?? "", StringComparer.Ordinal) ? Industry : null,
            Size = PlatformCodes.Find<SizeBand>(Size),
            Plan = Fit(Plan),
            Lead = Guid.TryParse(Lead, out var lead) ? new OperatorId(lead) : null,
            Tag = Fit(Tag),
            Flag = FlagOf(Flag),
            StaleOnly = Flag is Stale,
            OverriddenOnly = Flag is Overridden,
            NewOnly = Flag is New,
            WithOpenAlertOnly = Alert is "open",
            Cause = PlatformCodes.Find<UnscoredCause>(Cause),
        };
    }

    /// <summary>The same view as a query, without the place in it.</summary>
    public IEnumerable<(string Name, string? Value)> ToQuery() =>
    [
        ("q", Text), ("band", Band), ("trend", Trend), ("score", Score), ("coverage", Coverage), ("renewal", Renewal), ("industry", Industry), ("size", Size),
        ("plan", Plan), ("lead", Lead), ("tag", Tag), ("flag", Flag), ("cause", Cause), ("alert", Alert), ("sort", SortBy), (ColumnChoice.Name, Columns),
    ];

    private static HealthFlags FlagOf(string? code) => code switch
    {
        "QUIET" => HealthFlags.Quiet,
        "SMALL_BASE" => HealthFlags.SmallBase,
        "LATE" => HealthFlags.Late,
        "RESTATED" => HealthFlags.Restated,
        _ => HealthFlags.None,
    };

    private (decimal? From, decimal? To) ReadScore() =>
        Score?.Split("..") is [var from, var to] && IsEnd(from) && IsEnd(to) ? (Number(from), Number(to)) : (null, null);

    // One end that makes no sense leaves out both: half of what was asked for is something else.
    private static bool IsEnd(string text) => text.Length == 0 || Number(text) is not null;

    private int? Days() => int.TryParse(Renewal, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 3650 ? days : null;

    private static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0m and <= 100m ? value : null;

    // A NUL or half a surrogate in an address is no value of any column.
    private static string? Fit(string? text) => text is { Length: > 0 and <= 60 } && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c)) ? text : null;

    private static IEnumerable<string> Split(string? values) => values?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
