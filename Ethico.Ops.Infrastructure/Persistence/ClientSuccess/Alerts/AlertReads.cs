using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>What alerts are decided by: each table is read once, by its day.</summary>
internal static class AlertReads
{
    public static async Task<(IReadOnlyList<AlertInput> Tenants, AlertThresholds Thresholds)> ReadAsync(
        OpsDbContext context, NightCalendar calendar, DateOnly day, IReadOnlyList<OrganizationId> only, CancellationToken ct)
    {
        await NightStore.SettleAsync(context, ct);
        var models = await ModelSql.BookAsync(context, ct);
        var thresholds = (await context.ReadAsync(
            $"select {ModelSql.ThresholdColumns} from client_success.alert_threshold order by version desc limit 1", ModelSql.ReadThresholds, ct)).Single();
        // A client that is not live yet has nothing to be alerted about.
        return (
            [.. Facts(context, calendar, day, only, models, Open(context, only, ct), ct)
                .Where(t => t.Facts.Cause is not UnscoredCause.NotLive || t.Open.Count > 0)
                .Select(t => t.Facts.Cause is UnscoredCause.NotLive ? t with { Level = AlertLevel.None } : t)],
            thresholds);
    }

    private static Dictionary<Guid, List<OpenAlert>> Open(OpsDbContext context, IReadOnlyList<OrganizationId> only, CancellationToken ct)
    {
        Dictionary<Guid, List<OpenAlert>> open = [];
        context.Sent++;
        CopyReader.Read(
            context.Connection(),
            $"""
            select organization_id, rule, state, snoozed_until, quiet_nights from client_success.alert
            where state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED') and organization_id = any ({LaneSql.Ids(only)})
            """,
            (ref CopyRow row) =>
            {
                var tenant = row.Id();
                if (!open.TryGetValue(tenant, out var alerts))
                    open.Add(tenant, alerts = []);
                alerts.Add(new(
                    PlatformCodes.Read<AlertRule>(row.MaybeText()!), PlatformCodes.Read<AlertState>(row.MaybeText()!),
                    row.MaybeDay() is { } until ? DateOnly.FromDayNumber(until) : null, row.Int()));
            },
            ct);
        return open;
    }

    private static List<AlertInput> Facts(
        OpsDbContext context, NightCalendar calendar, DateOnly day, IReadOnlyList<OrganizationId> only, ModelBook models,
        Dictionary<Guid, List<OpenAlert>> open, CancellationToken ct)
    {
        var scope = new ScoringScope(calendar, day, only, models.InForceOn(day).Version);
        List<AlertInput> tenants = [];
        context.Sent++;
        CopyReader.Read(
            context.Connection(),
            $"""
            with h as materialized (
                select organization_id, state, cause, score, band, flags, model_version from client_success.health_snapshot where day = {scope.Ago(0)} {scope.Mine}),
            p as materialized (
                select organization_id, model_version, score, {RawColumns.Snapshot} from client_success.health_snapshot
                where day = {scope.Ago(7)} and state <> 'UNSCORED' {scope.Mine}),
            b as materialized (select organization_id, band from client_success.health_snapshot where day = {scope.Ago(1)} {scope.Mine}),
            u as materialized (
                select organization_id, tickets_7, tickets_56_before, active_7, features_idle, active_30 from client_success.usage_day where day = {scope.Ago(0)} {scope.Mine}),
            w as materialized (
                select organization_id, sum(active_7)::integer as active from client_success.usage_day
                where day in ({scope.Ago(7)}, {scope.Ago(14)}, {scope.Ago(21)}, {scope.Ago(28)}) {scope.Mine} group by 1),
            k as materialized (
                select organization_id, max({scope.Ago(0)} - coalesce(last_seen_on, {scope.Ago(AlertRules.SilentAtMost)})) as silent from client_success.contact
                where account_id is not null and roles && array['CHAMPION', 'ADMIN'] {scope.Mine} group by 1),
            e as materialized (
                select organization_id, max(happened_at at time zone {scope.Zone})::date as last_on from client_success.engagement where true {scope.Mine} group by 1)
            select h.organization_id, c.alert_level, h.state, h.cause, (h.score * 10)::integer, h.band, array_to_string(h.flags, ','), c.renewal_on - {scope.Ago(0)}, h.model_version,
                b.band, k.silent, coalesce(u.tickets_7, 0), coalesce(u.tickets_56_before, 0), coalesce(u.active_7, 0),
                coalesce(w.active, 0), coalesce(u.features_idle, 0), coalesce(u.active_30, 0), c.licensed_seats,
                {scope.Ago(0)} - coalesce(e.last_on, (c.live_at at time zone {scope.Zone})::date), o.expires_on - {scope.Ago(0)}, u.organization_id is not null,
                p.model_version, (p.score * 10)::integer, {RawColumns.Of("p")}
            from h
            join client_success.client c on c.organization_id = h.organization_id and c.status = 'ACTIVE'
            left join p on p.organization_id = h.organization_id
            left join b on b.organization_id = h.organization_id
            left join u on u.organization_id = h.organization_id
            left join w on w.organization_id = h.organization_id
            left join k on k.organization_id = h.organization_id
            left join e on e.organization_id = h.organization_id
            left join client_success.health_override o on o.organization_id = h.organization_id and o.state = 'ACTIVE'
            where h.organization_id = any ({LaneSql.Ids(only)})
            """,
            (ref CopyRow row) =>
            {
                var (tenant, level, state) = (row.Id(), row.MaybeText()!, row.MaybeText()!);
                var (cause, score, band, flags, renewal, version) = (row.MaybeText(), row.MaybeTenths(), row.MaybeText(), row.MaybeText(), row.MaybeInt(), row.Int());
                var facts = new AlertFacts
                {
                    State = PlatformCodes.Read<SnapshotState>(state),
                    Cause = PlatformCodes.ReadOptional<UnscoredCause>(cause),
                    Score = score,
                    Band = PlatformCodes.ReadOptional<Band>(band),
                    Flags = HealthCodes.Flags(flags is { Length: > 0 } ? flags.Split(',') : []),
                    RenewalInDays = renewal,
                    BandBefore = PlatformCodes.ReadOptional<Band>(row.MaybeText()),
                    KeyUserSilentDays = row.MaybeInt(),
                    TicketsOfWeek = row.Int(),
                    TicketsOfEightWeeks = row.Int(),
                    ActiveOfWeek = row.Int(),
                    ActiveOfFourWeeks = row.Int(),
                    IdleFeatures = row.Int(),
                    ActiveAccounts = row.Int(),
                    LicensedSeats = row.MaybeInt(),
                    DaysWithoutContact = row.MaybeInt(),
                    OverrideEndsInDays = row.MaybeInt(),
                    IsCounted = row.Bool(),
                };
                var (versionWeekAgo, scoreWeekAgo, weekAgo) = (row.MaybeInt(), row.MaybeTenths(), RawColumns.Read(ref row));
                // Under the ruler of the day, as for the trend.
                facts = facts with { ScoreWeekAgo = weekAgo is null || versionWeekAgo == version ? scoreWeekAgo : HealthFormula.Read(weekAgo, models[version]).Score };
                tenants.Add(new(new(tenant), PlatformCodes.Read<AlertLevel>(level), facts, open.GetValueOrDefault(tenant) ?? []));
            },
            ct);
        return tenants;
    }
}
