namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// The ruler: weights, targets and thresholds under one version number. Window lengths and the used-rule are not part of it,
/// they are code. Limits: <see cref="HealthModelRules"/>.
/// </summary>
public sealed record HealthModel(int Version)
{
    public decimal LoginWeight { get; init; } = 0.20m;

    public decimal CasesWeight { get; init; } = 0.25m;

    public decimal CampaignsWeight { get; init; } = 0.25m;

    public decimal AdoptionWeight { get; init; } = 0.15m;

    public decimal TicketsWeight { get; init; } = 0.15m;

    public decimal LoginTarget { get; init; } = 0.70m;

    public decimal CasesTarget { get; init; } = 0.90m;

    public decimal CampaignsTarget { get; init; } = 0.85m;

    public decimal AdoptionTarget { get; init; } = 0.60m;

    /// <summary>Lost per weighted ticket and 100 accounts.</summary>
    public decimal PointsPerTicket { get; init; } = 10m;

    public decimal LowWeight { get; init; } = 0.5m;

    public decimal MediumWeight { get; init; } = 1m;

    public decimal HighWeight { get; init; } = 1.5m;

    public decimal UrgentWeight { get; init; } = 2m;

    /// <summary>Fewest accounts that tickets are divided by; 1 is off.</summary>
    public int TicketAccountFloor { get; init; } = 1;

    public decimal HighBelow { get; init; } = 40m;

    public decimal HighIfDecliningBelow { get; init; } = 60m;

    public decimal LowFrom { get; init; } = 70m;

    public decimal TrendStep { get; init; } = 5m;

    /// <summary>Percent of the weights that must be measured for a score.</summary>
    public decimal CoverageMin { get; init; } = 60m;

    public int RenewalDays { get; init; } = 90;

    public decimal Weight(Component component) => component switch
    {
        Component.Login => LoginWeight,
        Component.Cases => CasesWeight,
        Component.Campaigns => CampaignsWeight,
        Component.Adoption => AdoptionWeight,
        Component.Tickets => TicketsWeight,
        _ => throw new ArgumentOutOfRangeException(nameof(component), component, "Not a component."),
    };

    /// <summary>What differs, in groups as a form shows them.</summary>
    public IReadOnlyList<string> Differences(HealthModel other)
    {
        (string Name, bool Differs)[] groups =
        [
            ("weights", Enum.GetValues<Component>().Any(c => Weight(c) != other.Weight(c))),
            ("targets", (LoginTarget, CasesTarget, CampaignsTarget, AdoptionTarget) != (other.LoginTarget, other.CasesTarget, other.CampaignsTarget, other.AdoptionTarget)),
            ("tickets", (PointsPerTicket, LowWeight, MediumWeight, HighWeight, UrgentWeight, TicketAccountFloor)
                != (other.PointsPerTicket, other.LowWeight, other.MediumWeight, other.HighWeight, other.UrgentWeight, other.TicketAccountFloor)),
            ("thresholds", (HighBelow, HighIfDecliningBelow, LowFrom, TrendStep, CoverageMin, RenewalDays)
                != (other.HighBelow, other.HighIfDecliningBelow, other.LowFrom, other.TrendStep, other.CoverageMin, other.RenewalDays)),
        ];
        return [.. groups.Where(g => g.Differs).Select(g => g.Name)];
    }
}
