using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>Scores, counts, causes and rules as people read them. Case counts only ever through <see cref="ShownCases"/>.</summary>
internal static class HealthWording
{
    public const string Healthier = "Higher is healthier.";

    public static string Name(this Component component) => component is Component.Cases ? "Cases on time" : component.ToString();

    public static string Tenth(decimal value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>With its sign, a true minus.</summary>
    public static string Signed(decimal value) => (value > 0 ? "+" : value < 0 ? "−" : "±") + Tenth(Math.Abs(value));

    public static string Percent(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture) + " %";

    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string ShortDay(DateOnly day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    /// <summary>A weight is whole hundredths, a target whole percents mostly: both as percent of one.</summary>
    public static string Share(decimal ofOne) => Percent(100m * ofOne);

    public static string Arrow(decimal? delta) => delta switch { null => "→", > 0m => "↗", < 0m => "↘", _ => "→" };

    public static string Words(this Trend trend, TrendNote? note) => note switch
    {
        TrendNote.New => "new",
        TrendNote.Gaps => "gaps in the days compared",
        _ => trend.Word().ToLowerInvariant(),
    };

    public static string Words(this AbsentCause cause) => cause switch
    {
        AbsentCause.NoAccounts => "Not measured: no account is enabled.",
        AbsentCause.NothingClosedOrDue => "Not measured: nothing was closed or due in 90 days.",
        AbsentCause.NothingDue => "Not measured: no assignment was due in 90 days.",
        AbsentCause.NothingEntitled => "Not measured: no feature has been entitled for 30 days.",
        _ => "Not measured: no ticket while usage falls. Silence is not counted as good.",
    };

    public static string Words(this UnscoredCause cause) => cause switch
    {
        UnscoredCause.NotLive => "Not live yet",
        UnscoredCause.UsageMissing => "Usage data missing",
        _ => "Computation failed",
    };

    public static string Risk(this Band band) => band.Word() + " risk";

    public static IEnumerable<string> Words(this HealthFlags flags)
    {
        if (flags.HasFlag(HealthFlags.Quiet))
            yield return "quiet";
        if (flags.HasFlag(HealthFlags.SmallBase))
            yield return "small base";
        if (flags.HasFlag(HealthFlags.Late))
            yield return "computed late";
        if (flags.HasFlag(HealthFlags.Restated))
            yield return "restated";
    }

    /// <summary>What was counted: "126 of 240 accounts active in 30 days; target 70 %".</summary>
    public static string Raw(ComponentScore part, RawCounts? raw, HealthModel model) => part.Component switch
    {
        Component.Login => $"{Whole(part.Numerator)} of {Whole(part.Denominator)} accounts active in 30 days; target {Share(model.LoginTarget)}",
        Component.Cases => Cases(raw is null ? null : ShownCases.Of(raw)) + $"; target {Share(model.CasesTarget)}",
        Component.Campaigns => $"{Whole(part.Numerator)} of {Whole(part.Denominator)} assignments due in 90 days completed; target {Share(model.CampaignsTarget)}",
        Component.Adoption => $"{Whole(part.Numerator)} of {Whole(part.Denominator)} entitled features used; target {Share(model.AdoptionTarget)}",
        _ => $"{Tenth(part.Numerator)} weighted tickets in 30 days, {Rate(part)} per 100 accounts; {Percent(model.PointsPerTicket).Replace(" %", "", StringComparison.Ordinal)} points off each",
    };

    public static string Rate(ComponentScore part) =>
        (part.Denominator == 0m ? 0m : Math.Round(100m * part.Numerator / part.Denominator, 2, MidpointRounding.AwayFromZero)).ToString("0.##", CultureInfo.InvariantCulture);

    public static string Whole(decimal value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);

    public static string Rule(BandRule rule, decimal? score, Trend? trend, HealthModel model, int? renewalInDays) => rule switch
    {
        BandRule.R1 => $"R1: the score is under {Whole(model.HighBelow)}, which is high risk.",
        BandRule.R2 => $"R2: the score is under {Whole(model.HighIfDecliningBelow)} and declining, which is high risk.",
        BandRule.R3 => $"R3: the score is at least {Whole(model.LowFrom)} and not declining, which is low risk.{(renewalInDays <= model.RenewalDays ? $" Renewal is near: a decline of {Whole(model.TrendStep)} points or more would raise the risk." : "")}",
        BandRule.R4 when trend is Domain.ClientSuccess.Trend.Declining && score >= model.LowFrom => $"R4: the score is at least {Whole(model.LowFrom)} but declining, which is medium risk.",
        BandRule.R4 => "R4: none of the rules for high or low risk holds, which is medium risk.",
        _ => $"R5: on the score's day the renewal was {RenewalThen(renewalInDays)} and the score declining, which raises the risk by one band, never below medium.",
    };

    public static string Renewal(int? inDays) => inDays switch
    {
        null => "no renewal date",
        < 0 => $"renewal overdue by {Wording.Count(-inDays.Value, "day", "days")}",
        0 => "renewal today",
        { } days => $"renewal in {Wording.Count(days, "day", "days")}",
    };

    // Null: computed before it was noted.
    private static string RenewalThen(int? inDays) => inDays switch
    {
        null => "near or overdue",
        < 0 => $"overdue by {Wording.Count(-inDays.Value, "day", "days")}",
        0 => "due",
        { } days => $"{Wording.Count(days, "day", "days")} away",
    };

    /// <summary>"5 more closures on time (14 of 25) would reach LOW."</summary>
    public static string Smallest(SmallestChange change, HealthReading today, ShownCases? cases, HealthModel model) => change.Obstacle switch
    {
        ChangeObstacle.None => $"Nothing is needed: the score is at least {Whole(model.LowFrom)} and not declining.",
        ChangeObstacle.NoScore => "There is no score to change: too little could be measured.",
        ChangeObstacle.Declining => change.MeanNeeded is { } mean
            ? $"Numbers alone do not reach low risk while the trend is declining: the mean of seven days must rise over {Tenth(mean)} first."
            : "Numbers alone do not reach low risk while the trend is declining.",
        ChangeObstacle.OutOfReach => "Not even every measured part at its best reaches low risk.",
        _ => WholeText.Sentence($"{All([.. change.Steps.Select(s => Step(s, today, cases))])} would reach LOW."),
    };

    public static string Cases(ShownCases? cases) => cases switch
    {
        null => "Not counted",
        { HasCounts: false } => "Counts hidden: one of them is under 5",
        { IsWhole: true } when cases.PastDue.Value is 0 => $"{Shown(cases.OnTime)} on time of {Shown(cases.Total)} closed in 90 days, none overdue",
        { IsWhole: true } => $"{Shown(cases.OnTime)} on time of {Whole(cases.Total.Value!.Value - cases.PastDue.Value!.Value)} closed in 90 days + {Shown(cases.PastDue)} overdue",
        _ => $"{Shown(cases.OnTime)} on time of {Shown(cases.Total)} closed in 90 days or overdue",
    };

    /// <summary>Raw numbers by the names the recompute gives them; those of cases are not told.</summary>
    public static string Moved(MovedCount moved) => moved.Name is "closed" or "closed_on_time" or "past_due" or "closed_without_due"
        ? $"{Wording.Of(moved.Name.ToUpperInvariant())} changed"
        : string.Create(CultureInfo.InvariantCulture, $"{Wording.Of(moved.Name.ToUpperInvariant())} {moved.Before:N0} → {moved.After:N0}");

    public static string Shown(ShownCount count) => count.IsShown ? Whole(count.Value!.Value) : count.ToString();

    private static string Step(ChangeUnit step, HealthReading today, ShownCases? cases) => step.Component switch
    {
        Component.Login => $"{Units(step, "more active account", "more active accounts")} ({Whole(step.Target)} of {Whole(step.Denominator)})",
        Component.Cases when cases is { HasCounts: true } => $"{Units(step, "more closure on time", "more closures on time")} ({Whole(step.Target)} of {Whole(step.Denominator)})",
        Component.Cases => $"cases on time at {Tenth(step.Score)} of 100 instead of {Tenth(today[Component.Cases].Score ?? 0m)}",
        Component.Campaigns => $"{Units(step, "more completed assignment", "more completed assignments")} ({Whole(step.Target)} of {Whole(step.Denominator)})",
        Component.Adoption => $"{Units(step, "more feature in use", "more features in use")} ({Whole(step.Target)} of {Whole(step.Denominator)})",
        _ => $"{Units(step, "weighted ticket fewer", "weighted tickets fewer")} ({Tenth(step.Target)})",
    };

    private static string All(IReadOnlyList<string> parts) => parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.SkipLast(1))} and {parts[^1]}";

    private static string Units(ChangeUnit step, string one, string many) => Wording.Count(step.Units, one, many);
}
