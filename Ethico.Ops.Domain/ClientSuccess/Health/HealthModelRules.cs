using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What a model must hold before it may be scheduled (client-success.md 7). Each refusal names its field.</summary>
public static class HealthModelRules
{
    public const int NoteMost = 1000;

    public static Refusal? Check(HealthModel model)
    {
        var weights = Enum.GetValues<Component>().Select(c => (Field: $"{c}Weight", Value: model.Weight(c))).ToList();
        foreach (var (field, value) in weights)
        {
            if (value is < 0m or > 1m || decimal.Round(value, 2) != value)
                return Wrong(field, "A weight is between 0.00 and 1.00, in steps of 0.01.");
        }

        var sum = weights.Sum(w => w.Value);
        if (sum != 1m)
            return Wrong("Weights", string.Create(CultureInfo.InvariantCulture, $"Weights add up to {sum:0.00}, not 1.00."));

        foreach (var (field, value) in Targets(model))
        {
            if (value is < 0.01m or > 1m || decimal.Round(value, 2) != value)
                return Wrong(field, "A target is between 0.01 and 1.00, in steps of 0.01.");
        }

        foreach (var (field, value) in Tickets(model))
        {
            if (value is < 0m or > 100m || decimal.Round(value, 2) != value)
                return Wrong(field, "This is between 0 and 100, in steps of 0.01.");
        }

        if (model.TicketAccountFloor is < 1 or > 1000)
            return Wrong(nameof(model.TicketAccountFloor), "The floor is between 1 (off) and 1000 accounts.");
        // As it is stored: what was typed finer would count, and be previewed, as something else.
        foreach (var (field, name, value) in Tenths(model))
        {
            if (decimal.Round(value, 1) != value)
                return Wrong(field, $"{name} has at most one decimal.");
        }

        if (!(model.HighBelow > 0m && model.HighBelow <= model.HighIfDecliningBelow && model.HighIfDecliningBelow <= model.LowFrom && model.LowFrom <= 100m))
            return Wrong(nameof(model.HighBelow), "Thresholds rise: 0 < high below ≤ high if declining below ≤ low from ≤ 100.");
        if (model.TrendStep is < 1m or > 50m)
            return Wrong(nameof(model.TrendStep), "The trend step is between 1 and 50.");
        if (model.CoverageMin is < 1m or > 100m)
            return Wrong(nameof(model.CoverageMin), "The least coverage is between 1 and 100 percent.");
        return model.RenewalDays is < 0 or > 365
            ? Wrong(nameof(model.RenewalDays), "The renewal window is between 0 and 365 days.")
            : null;
    }

    private static (string Field, decimal Value)[] Targets(HealthModel m) =>
    [
        (nameof(m.LoginTarget), m.LoginTarget), (nameof(m.CasesTarget), m.CasesTarget),
        (nameof(m.CampaignsTarget), m.CampaignsTarget), (nameof(m.AdoptionTarget), m.AdoptionTarget),
    ];

    private static (string Field, decimal Value)[] Tickets(HealthModel m) =>
    [
        (nameof(m.PointsPerTicket), m.PointsPerTicket), (nameof(m.LowWeight), m.LowWeight), (nameof(m.MediumWeight), m.MediumWeight),
        (nameof(m.HighWeight), m.HighWeight), (nameof(m.UrgentWeight), m.UrgentWeight),
    ];

    private static (string Field, string Name, decimal Value)[] Tenths(HealthModel m) =>
    [
        (nameof(m.HighBelow), "High below", m.HighBelow), (nameof(m.HighIfDecliningBelow), "High if declining below", m.HighIfDecliningBelow), (nameof(m.LowFrom), "Low from", m.LowFrom),
        (nameof(m.TrendStep), "The trend step", m.TrendStep), (nameof(m.CoverageMin), "The least coverage", m.CoverageMin),
    ];

    private static Refusal Wrong(string field, string sentence) => new("health-model", sentence, field);
}
