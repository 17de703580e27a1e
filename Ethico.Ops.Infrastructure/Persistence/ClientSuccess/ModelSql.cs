using Ethico.Ops.Domain.ClientSuccess;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>Health models and thresholds as rows.</summary>
internal static class ModelSql
{
    public const string Columns = """
        version, login_weight, cases_weight, campaigns_weight, adoption_weight, tickets_weight, login_target, cases_target, campaigns_target,
        adoption_target, points_per_ticket, low_weight, medium_weight, high_weight, urgent_weight, ticket_account_floor, high_below,
        high_if_declining_below, low_from, trend_step, coverage_min, renewal_days
        """;

    public const int ColumnCount = 22;

    public const string ThresholdColumns = """
        version, score_drop, key_user_days, ticket_surge_times, ticket_surge_least, usage_drop_percent, usage_drop_least_mean, low_seats_percent,
        no_contact_days, override_ends_days
        """;

    public static HealthModel Read(NpgsqlDataReader r, int i = 0) => new(r.GetInt32(i))
    {
        LoginWeight = r.GetDecimal(i + 1), CasesWeight = r.GetDecimal(i + 2), CampaignsWeight = r.GetDecimal(i + 3),
        AdoptionWeight = r.GetDecimal(i + 4), TicketsWeight = r.GetDecimal(i + 5), LoginTarget = r.GetDecimal(i + 6),
        CasesTarget = r.GetDecimal(i + 7), CampaignsTarget = r.GetDecimal(i + 8), AdoptionTarget = r.GetDecimal(i + 9),
        PointsPerTicket = r.GetDecimal(i + 10), LowWeight = r.GetDecimal(i + 11), MediumWeight = r.GetDecimal(i + 12),
        HighWeight = r.GetDecimal(i + 13), UrgentWeight = r.GetDecimal(i + 14), TicketAccountFloor = r.GetInt32(i + 15),
        HighBelow = r.GetDecimal(i + 16), HighIfDecliningBelow = r.GetDecimal(i + 17), LowFrom = r.GetDecimal(i + 18),
        TrendStep = r.GetDecimal(i + 19), CoverageMin = r.GetDecimal(i + 20), RenewalDays = r.GetInt32(i + 21),
    };

    public static object?[] Values(HealthModel m) =>
    [
        m.Version, m.LoginWeight, m.CasesWeight, m.CampaignsWeight, m.AdoptionWeight, m.TicketsWeight, m.LoginTarget, m.CasesTarget,
        m.CampaignsTarget, m.AdoptionTarget, m.PointsPerTicket, m.LowWeight, m.MediumWeight, m.HighWeight, m.UrgentWeight, m.TicketAccountFloor,
        m.HighBelow, m.HighIfDecliningBelow, m.LowFrom, m.TrendStep, m.CoverageMin, m.RenewalDays,
    ];

    public static AlertThresholds ReadThresholds(NpgsqlDataReader r) => new(r.GetInt32(0))
    {
        ScoreDrop = r.GetDecimal(1), KeyUserDays = r.GetInt32(2), TicketSurgeTimes = r.GetDecimal(3), TicketSurgeLeast = r.GetInt32(4),
        UsageDropPercent = r.GetDecimal(5), UsageDropLeastMean = r.GetDecimal(6), LowSeatsPercent = r.GetDecimal(7), NoContactDays = r.GetInt32(8),
        OverrideEndsDays = r.GetInt32(9),
    };

    /// <summary>Every version that was or is in force.</summary>
    public static async Task<ModelBook> BookAsync(OpsDbContext context, CancellationToken ct) => new(await context.ReadAsync(
        $"select {Columns}, effective_from from client_success.health_model where state in ('ACTIVE', 'SUPERSEDED')",
        r => (Read(r), r.GetFieldValue<DateOnly>(ColumnCount)),
        ct));
}
