namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// The one implementation of client-success.md 5.1 to 5.4: nightly run, recompute, what-if and preview all come here.
/// Component scores are rounded first, and the score is computed from the rounded ones.
/// </summary>
public static class HealthFormula
{
    public const int SmallBaseUnder = 5;
    public const int SmallTicketBaseUnder = 25;
    public const int QuietLeastBefore = 5;

    public static HealthReading Read(RawCounts raw, HealthModel model)
    {
        var isQuiet = IsQuiet(raw);
        ComponentScore[] components =
        [
            Ratio(Component.Login, raw.ActiveEnabled, raw.EnabledAccounts, model.LoginTarget, AbsentCause.NoAccounts),
            Ratio(Component.Cases, raw.ClosedOnTime, raw.Closed + raw.PastDue, model.CasesTarget, AbsentCause.NothingClosedOrDue),
            Ratio(Component.Campaigns, raw.AssignmentsCompleted, raw.AssignmentsDue, model.CampaignsTarget, AbsentCause.NothingDue),
            Ratio(Component.Adoption, raw.FeaturesUsed, raw.FeaturesEntitled, model.AdoptionTarget, AbsentCause.NothingEntitled),
            Tickets(raw, model, isQuiet),
        ];
        return Of(components, model, isQuiet);
    }

    /// <summary>The score of given components: for the what-if, whose sliders move them one by one.</summary>
    public static HealthReading Of(IReadOnlyList<ComponentScore> components, HealthModel model, bool isQuiet)
    {
        var present = components.Where(c => c.IsPresent).Sum(c => model.Weight(c.Component));
        var coverage = 100m * present;
        var flags = (isQuiet ? HealthFlags.Quiet : HealthFlags.None) | (components.Any(c => c is { IsPresent: true, IsSmallBase: true }) ? HealthFlags.SmallBase : HealthFlags.None);
        // No weight at all cannot be divided by, whatever a model may have set as its least coverage.
        var score = coverage < model.CoverageMin || present == 0m
            ? (decimal?)null
            : Rounding.One(components.Where(c => c.IsPresent).Sum(c => model.Weight(c.Component) * c.Score!.Value) / present);
        return new(components, score, coverage, flags);
    }

    /// <summary>No ticket in 30 days, and active accounts at most 80 % of the 30 days before, which had 5 or more.</summary>
    public static bool IsQuiet(RawCounts raw) =>
        raw.Tickets == 0 && raw.ActiveBefore >= QuietLeastBefore && raw.ActiveAccounts * 5 <= raw.ActiveBefore * 4;

    public static decimal WeightedTickets(RawCounts raw, HealthModel model) =>
        (raw.TicketsLow * model.LowWeight) + (raw.TicketsMedium * model.MediumWeight) + (raw.TicketsHigh * model.HighWeight) + (raw.TicketsUrgent * model.UrgentWeight);

    /// <summary>A component's score from a changed numerator, all else as it was; tickets: from a changed weighted number.</summary>
    public static ComponentScore With(ComponentScore was, decimal numerator, HealthModel model) => was.IsPresent
        ? was with { Numerator = numerator, Score = Score(was.Component, numerator, was.Denominator, model) }
        : was;

    private static ComponentScore Ratio(Component component, int numerator, int denominator, decimal target, AbsentCause cause) => denominator == 0
        ? new(component, numerator, denominator, null, cause, IsSmallBase: false)
        : new(component, numerator, denominator, Capped(numerator, denominator, target), null, denominator < SmallBaseUnder);

    private static ComponentScore Tickets(RawCounts raw, HealthModel model, bool isQuiet)
    {
        var weighted = WeightedTickets(raw, model);
        decimal accounts = Math.Max(raw.EnabledAccounts, model.TicketAccountFloor);
        if (raw.EnabledAccounts == 0)
            return new(Component.Tickets, weighted, 0m, null, AbsentCause.NoAccounts, IsSmallBase: false);
        return isQuiet
            ? new(Component.Tickets, weighted, accounts, null, AbsentCause.Quiet, IsSmallBase: false)
            : new(Component.Tickets, weighted, accounts, Score(Component.Tickets, weighted, accounts, model), null, raw.EnabledAccounts < SmallTicketBaseUnder);
    }

    private static decimal Score(Component component, decimal numerator, decimal denominator, HealthModel model) => component switch
    {
        Component.Login => Capped(numerator, denominator, model.LoginTarget),
        Component.Cases => Capped(numerator, denominator, model.CasesTarget),
        Component.Campaigns => Capped(numerator, denominator, model.CampaignsTarget),
        Component.Adoption => Capped(numerator, denominator, model.AdoptionTarget),
        // One division, at the end: 100 × 1 ÷ 3 must not lose the half that decides a tenth.
        _ => Math.Max(0m, Rounding.One(((100m * denominator) - (model.PointsPerTicket * 100m * numerator)) / denominator)),
    };

    private static decimal Capped(decimal numerator, decimal denominator, decimal target) =>
        Math.Min(100m, Rounding.One(100m * numerator / (denominator * target)));
}
