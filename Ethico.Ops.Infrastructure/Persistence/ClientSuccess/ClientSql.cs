using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>The heads every page of one client begins with.</summary>
internal static class ClientSql
{
    public static readonly IReadOnlyDictionary<string, Feature> Features = FeatureCatalog.All.ToDictionary(f => f.Code, StringComparer.Ordinal);

    public static async Task<ClientFileView?> FileAsync(OpsDbContext context, ClientScope scope, OrganizationId tenant, CancellationToken ct) => (await context.ReadAsync(
        $"""
        select c.organization_id, c.name, c.domain, c.status, c.plan, c.live_at, c.industry, c.headcount, c.licensed_seats, c.tags, c.renewal_on, c.renewal_kind,
            c.alert_level, c.lead_id, p.display_name, c.row_version
        from client_success.client c left join access.operator_name p on p.operator_id = c.lead_id
        where c.organization_id = $2 and {ScopeSql.Holds}
        """,
        r => new ClientFileView(
            new(r.GetGuid(0)), r.GetString(1), r.MaybeText(2), r.GetString(3), r.GetString(4), r.Maybe<DateTimeOffset>(5), r.MaybeText(6), r.Maybe<int>(7),
            r.Maybe<int>(8), r.GetFieldValue<string[]>(9), r.Maybe<DateOnly>(10), r.MaybeText(11), PlatformCodes.Read<AlertLevel>(r.GetString(12)),
            r.Maybe<Guid>(13) is { } lead ? new OperatorId(lead) : null, r.MaybeText(14), r.GetInt64(15)),
        ct, scope.Value(), tenant.Value)).SingleOrDefault();

    public static Task<List<OverrideView>> OverridesAsync(OpsDbContext context, OrganizationId tenant, CancellationToken ct) => context.ReadAsync(
        """
        select o.id, o.band, o.score, o.reason, o.created_by, p.display_name, o.created_at, o.from_on, o.expires_on, o.state
        from client_success.health_override o left join access.operator_name p on p.operator_id = o.created_by
        where o.organization_id = $1 order by o.created_at desc limit 200
        """,
        r => new OverrideView(
            r.GetGuid(0), PlatformCodes.Read<Band>(r.GetString(1)), r.Maybe<decimal>(2), r.GetString(3), new(r.GetGuid(4)), r.MaybeText(5),
            r.GetFieldValue<DateTimeOffset>(6), r.GetFieldValue<DateOnly>(7), r.GetFieldValue<DateOnly>(8), r.GetString(9)),
        ct, tenant.Value);

    public static OperatorId? Operator(this NpgsqlDataReader reader, int column) => reader.Maybe<Guid>(column) is { } id ? new OperatorId(id) : null;


    public static Task<List<FeatureUse>> FeatureUsesAsync(OpsDbContext context, OrganizationId tenant, DateOnly day, CancellationToken ct) => context.ReadAsync(
        """
        select feature, uses_window, accounts_window, use_days, last_use, entitled_since, is_configured
        from client_success.feature_day where organization_id = $1 and day = $2
        """,
        r => new FeatureUse(
            Features[r.GetString(0)], r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.Maybe<DateOnly>(4), r.Maybe<DateOnly>(5), r.GetBoolean(6)),
        ct, tenant.Value, day);
}
