namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>client-success.md 5.5.</summary>
public static class AdoptionRules
{
    public static bool IsNew(FeatureUse use, DateOnly day) =>
        use.EntitledSince is { } since && day.DayNumber - since.DayNumber + 1 < FeatureCatalog.NewUnderDays;

    /// <summary>Entitled for 30 days or more: counts in adoption.</summary>
    public static bool Counts(FeatureUse use, DateOnly day) => use.EntitledSince is not null && !IsNew(use, day);

    public static bool IsUsed(FeatureUse use) => use.Feature.Kind switch
    {
        FeatureKind.Open => use.Uses >= use.Feature.Days,
        FeatureKind.Worked => use.Uses >= FeatureCatalog.LeastUses && use.Accounts >= FeatureCatalog.LeastAccounts,
        _ => use.Uses >= 1,
    };

    public static FeatureLevel Level(FeatureUse use) => use switch
    {
        { EntitledSince: null } => FeatureLevel.NotEntitled,
        { IsConfigured: false } => FeatureLevel.NotConfigured,
        { Uses: 0 } => FeatureLevel.Idle,
        _ when use.Uses * 4 < use.Feature.Expected => FeatureLevel.Light,
        _ when use.Uses * 4 <= use.Feature.Expected * 3 => FeatureLevel.Active,
        _ => FeatureLevel.Power,
    };

    /// <summary>Days with use ÷ days in the window, to a thousandth.</summary>
    public static decimal Frequency(FeatureUse use) => decimal.Round((decimal)use.UseDays / use.Feature.Days, 3, MidpointRounding.AwayFromZero);

    public static AdoptionReading Read(IEnumerable<FeatureUse> uses, DateOnly day, int activeAccounts)
    {
        var counted = uses.Where(u => Counts(u, day)).ToList();
        var used = counted.Where(IsUsed).ToList();
        var depths = activeAccounts > 0
            ? used.Where(u => u.Feature.Kind is FeatureKind.Worked).Select(u => Math.Min(1m, (decimal)u.Accounts / activeAccounts)).Order().ToList()
            : [];
        return new(
            used.Count,
            counted.Count,
            counted.Count == 0 ? null : (decimal)used.Count / counted.Count,
            depths.Count == 0 ? null : (depths[(depths.Count - 1) / 2] + depths[depths.Count / 2]) / 2m);
    }
}
