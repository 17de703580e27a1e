using System.Globalization;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Portal.Components.Pages.ClientSuccess;

/// <summary>The settings of a health model by name, as they are shown, compared and typed.</summary>
internal static class ModelWording
{
    public static IReadOnlyList<(string Field, string Title)> Weights { get; } =
    [
        (nameof(HealthModel.LoginWeight), "Login"), (nameof(HealthModel.CasesWeight), "Cases on time"), (nameof(HealthModel.CampaignsWeight), "Campaigns"),
        (nameof(HealthModel.AdoptionWeight), "Adoption"), (nameof(HealthModel.TicketsWeight), "Tickets"),
    ];

    public static IReadOnlyList<(string Field, string Title)> Targets { get; } =
    [
        (nameof(HealthModel.LoginTarget), "Login"), (nameof(HealthModel.CasesTarget), "Cases on time"), (nameof(HealthModel.CampaignsTarget), "Campaigns"),
        (nameof(HealthModel.AdoptionTarget), "Adoption"),
    ];

    public static IReadOnlyList<(string Field, string Title)> Tickets { get; } =
    [
        (nameof(HealthModel.PointsPerTicket), "Points per weighted ticket"), (nameof(HealthModel.LowWeight), "Low"), (nameof(HealthModel.MediumWeight), "Medium"),
        (nameof(HealthModel.HighWeight), "High"), (nameof(HealthModel.UrgentWeight), "Urgent"), (nameof(HealthModel.TicketAccountFloor), "Fewest accounts divided by"),
    ];

    public static IReadOnlyList<(string Field, string Title)> Thresholds { get; } =
    [
        (nameof(HealthModel.HighBelow), "High risk below"), (nameof(HealthModel.HighIfDecliningBelow), "High risk below, if declining"), (nameof(HealthModel.LowFrom), "Low risk from"),
        (nameof(HealthModel.TrendStep), "Trend step"), (nameof(HealthModel.CoverageMin), "Least coverage, percent"), (nameof(HealthModel.RenewalDays), "Renewal is near, days"),
    ];

    /// <summary>All of them, with their group, for a comparison.</summary>
    public static IReadOnlyList<(string Field, string Title)> Fields { get; } =
    [
        .. Weights.Select(f => (f.Field, $"Weight: {f.Title.ToLowerInvariant()}")), .. Targets.Select(f => (f.Field, $"Target: {f.Title.ToLowerInvariant()}")),
        .. Tickets.Select((f, i) => (f.Field, i is >= 1 and <= 4 ? $"Ticket weight: {f.Title.ToLowerInvariant()}" : f.Title)), .. Thresholds,
    ];

    public static string Text(HealthModel model, string field) => field switch
    {
        nameof(HealthModel.TicketAccountFloor) or nameof(HealthModel.RenewalDays) => Read(model, field).ToString("0", CultureInfo.InvariantCulture),
        _ when field.EndsWith("Target", StringComparison.Ordinal) || Weights.Any(w => string.Equals(w.Field, field, StringComparison.Ordinal)) => Read(model, field).ToString("0.00##", CultureInfo.InvariantCulture),
        _ => Read(model, field).ToString("0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>The model with one setting as typed; null where that is no number.</summary>
    public static HealthModel? With(HealthModel model, string field, string? typed)
    {
        if (!decimal.TryParse(typed, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || Math.Abs(value) > 1_000_000m)
            return null;
        return field switch
        {
            nameof(HealthModel.LoginWeight) => model with { LoginWeight = value }, nameof(HealthModel.CasesWeight) => model with { CasesWeight = value },
            nameof(HealthModel.CampaignsWeight) => model with { CampaignsWeight = value }, nameof(HealthModel.AdoptionWeight) => model with { AdoptionWeight = value },
            nameof(HealthModel.TicketsWeight) => model with { TicketsWeight = value }, nameof(HealthModel.LoginTarget) => model with { LoginTarget = value },
            nameof(HealthModel.CasesTarget) => model with { CasesTarget = value }, nameof(HealthModel.CampaignsTarget) => model with { CampaignsTarget = value },
            nameof(HealthModel.AdoptionTarget) => model with { AdoptionTarget = value }, nameof(HealthModel.PointsPerTicket) => model with { PointsPerTicket = value },
            nameof(HealthModel.LowWeight) => model with { LowWeight = value }, nameof(HealthModel.MediumWeight) => model with { MediumWeight = value },
            nameof(HealthModel.HighWeight) => model with { HighWeight = value }, nameof(HealthModel.UrgentWeight) => model with { UrgentWeight = value },
            nameof(HealthModel.HighBelow) => model with { HighBelow = value }, nameof(HealthModel.HighIfDecliningBelow) => model with { HighIfDecliningBelow = value },
            nameof(HealthModel.LowFrom) => model with { LowFrom = value }, nameof(HealthModel.TrendStep) => model with { TrendStep = value },
            nameof(HealthModel.CoverageMin) => model with { CoverageMin = value },
            // Whole numbers only.
            nameof(HealthModel.TicketAccountFloor) when value == decimal.Truncate(value) => model with { TicketAccountFloor = (int)value },
            nameof(HealthModel.RenewalDays) when value == decimal.Truncate(value) => model with { RenewalDays = (int)value },
            _ => null,
        };
    }

    public static Refusal NoNumber(string field)
    {
        var isWhole = field is nameof(HealthModel.TicketAccountFloor) or nameof(HealthModel.RenewalDays);
        return HealthRefusals.Wrong(field, $"{Fields.First(f => string.Equals(f.Field, field, StringComparison.Ordinal)).Title}: write a {(isWhole ? "whole number" : "number")} here.");
    }

    /// <summary>What is wrong; where one sentence is said of many fields, with the name of its field in front.</summary>
    public static string Named(Refusal wrong)
    {
        var isOfMany = Weights.Concat(Targets).Concat(Tickets).Any(f => string.Equals(f.Field, wrong.Field, StringComparison.Ordinal));
        var title = Fields.FirstOrDefault(f => string.Equals(f.Field, wrong.Field, StringComparison.Ordinal)).Title;
        return !isOfMany || wrong.Sentence.StartsWith(title, StringComparison.Ordinal) ? wrong.Sentence : $"{title}: {char.ToLowerInvariant(wrong.Sentence[0])}{wrong.Sentence[1..]}";
    }

    private static decimal Read(HealthModel model, string field) => field switch
    {
        nameof(HealthModel.LoginWeight) => model.LoginWeight, nameof(HealthModel.CasesWeight) => model.CasesWeight, nameof(HealthModel.CampaignsWeight) => model.CampaignsWeight,
        nameof(HealthModel.AdoptionWeight) => model.AdoptionWeight, nameof(HealthModel.TicketsWeight) => model.TicketsWeight, nameof(HealthModel.LoginTarget) => model.LoginTarget,
        nameof(HealthModel.CasesTarget) => model.CasesTarget, nameof(HealthModel.CampaignsTarget) => model.CampaignsTarget, nameof(HealthModel.AdoptionTarget) => model.AdoptionTarget,
        nameof(HealthModel.PointsPerTicket) => model.PointsPerTicket, nameof(HealthModel.LowWeight) => model.LowWeight, nameof(HealthModel.MediumWeight) => model.MediumWeight,
        nameof(HealthModel.HighWeight) => model.HighWeight, nameof(HealthModel.UrgentWeight) => model.UrgentWeight, nameof(HealthModel.TicketAccountFloor) => model.TicketAccountFloor,
        nameof(HealthModel.HighBelow) => model.HighBelow, nameof(HealthModel.HighIfDecliningBelow) => model.HighIfDecliningBelow, nameof(HealthModel.LowFrom) => model.LowFrom,
        nameof(HealthModel.TrendStep) => model.TrendStep, nameof(HealthModel.CoverageMin) => model.CoverageMin, nameof(HealthModel.RenewalDays) => model.RenewalDays,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "Not a setting."),
    };
}
