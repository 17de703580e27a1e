namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>client-success.md 5.3: the first of R1 to R4, then the raise R5.</summary>
public static class BandRules
{
    /// <param name="score">Rounded.</param>
    /// <param name="renewalInDays">Negative: overdue; null: no date known, and R5 does not fire.</param>
    public static BandReading Decide(decimal score, Trend trend, int? renewalInDays, HealthModel model)
    {
        var declining = trend is Trend.Declining;
        var (band, rule) = score switch
        {
            _ when score < model.HighBelow => (Band.High, BandRule.R1),
            _ when declining && score < model.HighIfDecliningBelow => (Band.High, BandRule.R2),
            _ when !declining && score >= model.LowFrom => (Band.Low, BandRule.R3),
            _ => (Band.Medium, BandRule.R4),
        };
        return declining && renewalInDays <= model.RenewalDays
            ? new(band is Band.Low ? Band.Medium : Band.High, [rule, BandRule.R5])
            : new(band, [rule]);
    }
}
