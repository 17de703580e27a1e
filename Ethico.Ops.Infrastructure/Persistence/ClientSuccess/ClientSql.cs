using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>The heads every page of one client begins with.</summary>
internal static class ClientSql
{
    public static readonly IReadOnlyDictionary<string, Feature> Features = FeatureCatalog.All.ToDictionary(f => f.Code, StringComparer.Ordinal);

    private const string File = $"""
        select c.organization_id, c.name, c.domain, c.status, c.plan, c.live_at, c.industry, c.headcount, c.licensed_seats, c.tags, c.renewal_on, c.renewal_kind,
            c.alert_level, c.lead_id, p.display_name, c.row_version
        from client_success.client c left join access.operator_name p on p.operator_id = c.lead_id
        where c.organization_id = $2 and {ScopeSql.Holds}
        """;

    private const string Overrides = """
        select o.id, o.band, o.score, o.reason, o.created_by, p.display_name, o.created_at, o.from_on, o.expires_on, o.state
        from client_success.health_override o left join access.operator_name p on p.operator_id = o.created_by
        where o.organization_id = $1 order by o.created_at desc limit 200
        """;

    public static async Task<ClientFileView?> FileAsync(OpsDbContext context, ClientScope scope, OrganizationId tenant, CancellationToken ct) =>
        (await context.ReadAsync(File, ReadFile, ct, scope.Value(), tenant.Value)).SingleOrDefault();

    /// <summary>None: not there, or not in the scope. Whoever asks for more in the same batch shows nothing of it then.</summary>
    public static List<ClientFileView> AskFile(this ReadBatch batch, ClientScope scope, OrganizationId tenant) => batch.Ask(File, ReadFile, scope.Value(), tenant.Value);

    public static Task<List<OverrideView>> OverridesAsync(OpsDbContext context, OrganizationId tenant, CancellationToken ct) =>
        context.ReadAsync(Overrides, ReadOverride, ct, tenant.Value);

    public static List<OverrideView> AskOverrides(this ReadBatch batch, OrganizationId tenant) => batch.Ask(Overrides, ReadOverride, tenant.Value);

    /// <summary>Days from which another model version counts: every chart of scores marks them.</summary>
    public static List<(DateOnly Day, int Version)> AskModelMarkers(this ReadBatch batch, DateOnly from, DateOnly to) => batch.Ask(
        "select effective_from, version from client_success.health_model where state in ('ACTIVE', 'SUPERSEDED') and effective_from between $1 and $2 order by 1",
        r => (r.GetFieldValue<DateOnly>(0), r.GetInt32(1)), from, to);

    public static OperatorId? Operator(this NpgsqlDataReader reader, int column) => reader.Maybe<Guid>(column) is { } id ? new OperatorId(id) : null;

    public static Task<List<FeatureUse>> FeatureUsesAsync(OpsDbContext context, OrganizationId tenant, DateOnly day, CancellationToken ct) => context.ReadAsync(
        """
        select feature, uses_window, accounts_window, use_days, last_use, entitled_since, is_configured
        from client_success.feature_day where organization_id = $1 and day = $2
        """,
        r => new FeatureUse(
            Features[r.GetString(0)], r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.Maybe<DateOnly>(4), r.Maybe<DateOnly>(5), r.GetBoolean(6)),
        ct, tenant.Value, day);

    private static ClientFileView ReadFile(NpgsqlDataReader r) => new(
        new(r.GetGuid(0)), r.GetString(1), r.MaybeText(2), r.GetString(3), r.GetString(4), r.Maybe<DateTimeOffset>(5), r.MaybeText(6), r.Maybe<int>(7),
        r.Maybe<int>(8), r.GetFieldValue<string[]>(9), r.Maybe<DateOnly>(10), r.MaybeText(11), PlatformCodes.Read<AlertLevel>(r.GetString(12)),
        r.Operator(13), r.MaybeText(14), r.GetInt64(15));

    private static OverrideView ReadOverride(NpgsqlDataReader r) => new(
        r.GetGuid(0), PlatformCodes.Read<Band>(r.GetString(1)), r.Maybe<decimal>(2), r.GetString(3), new(r.GetGuid(4)), r.MaybeText(5),
        r.GetFieldValue<DateTimeOffset>(6), r.GetFieldValue<DateOnly>(7), r.GetFieldValue<DateOnly>(8), r.GetString(9));
}
