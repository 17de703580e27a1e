using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Components.Support;
using Ethico.Ops.Tests.Support;
using Microsoft.AspNetCore.Components;

namespace Ethico.Ops.Tests.Components.ClientSuccess;

/// <summary>Rows of one client as the nights and people leave them.</summary>
internal static class ClientRows
{
    /// <summary>As the portal has it: the day in the zone of operations, not the database's.</summary>
    public static DateOnly Today { get; } = DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("America/New_York")).DateTime);

    /// <summary>A page at its address; more than one to a seat, as dialogs have no place here.</summary>
    public static IRenderedComponent<TPage> Go<TPage>(this Seat seat, string address, string? which = null)
        where TPage : IComponent
    {
        seat.Navigation.NavigateTo(address);
        return seat.Render<TPage>(p =>
        {
            if (which is not null)
                p.TryAdd("Which", which);
        });
    }

    public static async Task<OrganizationId> ClientAsync(this World world, Caller lead, string name = "Harbor & Vale Health")
    {
        var tenant = new OrganizationId(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await world.Database.ExecuteAsync(
            "insert into client_success.client (organization_id, name, status, plan, live_at, headcount, lead_id) values ($1, $2, 'ACTIVE', 'STANDARD', now() - interval '1 year', 1450, $3)",
            tenant.Value, name, lead.Id.Value);
        await world.AssignAsync(lead, tenant);
        return tenant;
    }

    public static async Task<Guid> AlertAsync(this World world, OrganizationId tenant, string rule, Caller? owner, string severity = "MEDIUM", decimal number = 64, decimal against = 60)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await world.Database.ExecuteAsync(
            "insert into client_success.alert (id, organization_id, rule, severity, number, against, opened_on, seen_on, owner_id) values ($1, $2, $3, $4, $5, $6, (access.now() at time zone 'America/New_York')::date - 1, (access.now() at time zone 'America/New_York')::date - 1, $7)",
            id, tenant.Value, rule, severity, number, against, (object?)owner?.Id.Value ?? DBNull.Value);
        return id;
    }

    public static Task UsageAsync(this World world, OrganizationId tenant, DateOnly day, int signIns, int opened = 0, int reports = 0, int? headcount = 1450) => world.Database.ExecuteAsync(
        """
        insert into client_success.usage_day (organization_id, day, sign_ins, active_accounts, enabled_accounts, cases_opened, cases_closed, cases_closed_on_time, cases_past_due, campaigns_running,
            assignments_due, assignments_completed, reports_received, report_views, tickets_low, tickets_medium, tickets_high, tickets_urgent, headcount, active_7, active_30, active_enabled_30, closed_90,
            closed_on_time_90, closed_without_due_90, due_90, completed_90, attestation_due_90, attestation_completed_90, tickets_low_30, tickets_medium_30, tickets_high_30, tickets_urgent_30, tickets_7,
            tickets_56_before, reports_90, features_entitled, features_used, features_idle, rolled_at)
        values ($1, $2, $3, 3, 240, $4, 6, 6, 0, 1, 0, 7, $5, 9, 0, 0, 0, 0, $6, 5, 12, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now())
        """,
        tenant.Value, day, signIns, opened, reports, (object?)headcount ?? DBNull.Value);

    public static Task FeatureAsync(this World world, OrganizationId tenant, DateOnly day, string feature, int uses, int accounts, DateOnly? entitledSince, bool isConfigured = true) => world.Database.ExecuteAsync(
        """
        update client_success.usage_day
        set features = features || array[(select number::integer from client_success.feature_number where feature = $3), 0, 0, $4, $5, least($4, 30), case when $4 > 0 then 0 else -1 end,
            coalesce($2::date - $6::date, -1), ($4 > 0)::integer + 2 * $7::boolean::integer]
        where organization_id = $1 and day = $2
        """,
        tenant.Value, day, feature, uses, accounts, (object?)entitledSince ?? DBNull.Value, isConfigured);

    public static async Task<Guid> EngagementAsync(this World world, OrganizationId tenant, Caller by, DateTimeOffset at, string subject, string? notes = null)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await world.Database.ExecuteAsync(
            "insert into client_success.engagement (id, organization_id, kind, subject, notes, happened_at, created_by) values ($1, $2, 'CALL', $3, $4, $5, $6)",
            id, tenant.Value, subject, (object?)notes ?? DBNull.Value, at, by.Id.Value);
        return id;
    }

    public static Task ScoredAsync(this World world, OrganizationId tenant, DateOnly day, decimal score, string band) => world.Database.ExecuteAsync(
        """
        insert into client_success.health_snapshot (organization_id, day, state, model_version, enabled_accounts, active_enabled, active_accounts, active_before, closed, closed_on_time, past_due,
            closed_without_due, assignments_due, assignments_completed, features_entitled, features_used, tickets_low, tickets_medium, tickets_high, tickets_urgent, login_score, cases_score,
            campaigns_score, adoption_score, tickets_score, score, coverage, trend, trend_note, band, fired_rules, computed_at)
        values ($1, $2, 'SCORED', 1, 240, 126, 126, 126, 40, 33, 4, 0, 1200, 918, 10, 4, 3, 4, 1, 1, 75.0, 83.3, 90.0, 66.7, 62.5, $3, 100, 'STABLE', 'NEW', $4, array['R3'], now())
        """,
        tenant.Value, day, score, band);
}
