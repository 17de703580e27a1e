using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>The platform's own rows: events, cases, programmes.</summary>
internal static partial class RollUpReads
{
    // How often features were used on days nobody reads again: windows that are counted in full, and the day that falls out of one.
    private static async Task HistoryAsync(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        var range = scope.Range;
        if (range.IsRebuild)
            return;
        CopyRowHandler keep = (ref CopyRow row) =>
        {
            if (scope[row.Id()] is { } client)
                KeepUses(client, row.Day(), ref row);
        };
        Read(
            context,
            $"""
            select u.organization_id, u.day, u.feature_uses
            from client_success.usage_day u join pg_temp.scope s on s.organization_id = u.organization_id and not s.is_long
            where u.day in ({string.Join(", ", FeatureCatalog.All.Select(f => f.Days).Distinct().Select(days => RollUpScope.Date(range.Day - days)))}) and u.feature_uses is not null
            """,
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is { IsOneStep: true } client)
                    KeepUses(client, row.Day(), ref row);
            },
            ct);
        var inFull = scope.Clients.Values.Where(c => !c.IsOneStep).ToList();
        if (inFull.Count == 0)
            return;
        await context.WriteAsync(
            """
            create temp table in_full on commit drop as
            select x.organization_id, x.from_day from unnest($1::uuid[], $2::date[]) x (organization_id, from_day)
            """,
            ct,
            [inFull.Select(c => c.Tenant.Value).ToArray(), inFull.Select(c => DateOnly.FromDayNumber(c.From)).ToArray()]);
        await context.WriteAsync("analyze pg_temp.in_full", ct);
        Read(
            context,
            $"""
            select u.organization_id, u.day, u.feature_uses
            from pg_temp.in_full f join client_success.usage_day u on u.organization_id = f.organization_id
            where u.day >= f.from_day - {RollUpScope.Number(CountedRange.Reach)} and u.day < f.from_day and u.feature_uses is not null
            """,
            keep,
            ct);
    }

    private static void Events(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        var range = scope.Range;
        Read(
            context,
            $"""
            select e.organization_id, e.account_id, e.kind, e.feature, e.occurred_at from platform.usage_events e
            where e.occurred_at >= {scope.Midnight(range.From)} and e.occurred_at < {scope.Midnight(range.Day + 1)} and {scope.IsOurs} and {scope.Counts}
            """,
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is not { } client)
                    return;
                var account = row.MaybeId();
                if (!TryKind(ref row, out var kind, out var feature))
                    return;
                var one = new UsageEvent(range.Local.DayOf(row.Instant()), account, kind, feature);
                if (range.IsRebuild)
                    client.AddEventLater(one);
                else
                    client.AddEvent(one, tellsWho: true);
            },
            ct);
        if (range.IsRebuild)
            return;
        // Of a day that is read again how often is counted, and who it was is known from what came late.
        Read(
            context,
            $"""
            select e.organization_id, e.account_id, e.kind, e.feature, r.day, r.is_whole
            from pg_temp.reread r
            join platform.usage_events e on e.organization_id = r.organization_id
            where e.occurred_at >= {scope.Midnight(scope.Low)} and e.occurred_at < {scope.Midnight(range.From)}
              and e.occurred_at >= r.from_at and e.occurred_at < r.until_at and {scope.Counts}
            """,
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is not { } client)
                    return;
                var account = row.MaybeId();
                if (TryKind(ref row, out var kind, out var feature))
                    client.AddEvent(new(row.Day(), account, kind, feature), tellsWho: row.Bool());
            },
            ct);
        Read(
            context,
            """
            select l.organization_id, l.account_id, l.kind, l.feature, l.day, r.day is not null
            from pg_temp.late_use l
            join pg_temp.target_day t on t.organization_id = l.organization_id and t.day = l.day
            left join pg_temp.reread r on r.organization_id = l.organization_id and r.day = l.day
            where l.counts and l.succeeded and not coalesce(r.is_whole, false)
            """,
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is not { } client)
                    return;
                var account = row.MaybeId();
                if (!TryKind(ref row, out var kind, out var feature))
                    return;
                var (day, isRead) = (row.Day(), row.Bool());
                if (!isRead)
                    client.AddEvent(new(day, account, kind, feature), tellsWho: true);
                else if (account is { } who)
                    client.See(day, who, kind, feature);
            },
            ct);
    }

    private static async Task CasesAsync(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        await context.WriteAsync("select client_success.find_changed_cases()", ct);
        var low = RollUpScope.Date(scope.Low - CountedRange.Reach - 2);
        Read(
            context,
            $"""
            select c.organization_id, h.case_id is null, c.opened_at, c.closed_at, c.due_at, c.closed_at is not null or c.status <> 'CLOSED'
            from platform.cases c
            join pg_temp.scope s on s.organization_id = c.organization_id
            left join pg_temp.changed_case h on h.organization_id = c.organization_id and h.case_id = c.id
            where not c.is_test and (c.closed_at >= {low} or c.closed_at is null or c.opened_at >= {low})
            """,
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is not { } client)
                    return;
                var (isPlain, opened) = (row.Bool(), row.Instant());
                client.AddOpened(opened);
                if (isPlain)
                    client.AddCase(opened, row.MaybeInstant(), row.MaybeInstant(), row.Bool());
            },
            ct);
        Read(
            context,
            "select organization_id, from_at, next_at, closed_at, due_at from pg_temp.changed_state",
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is not { } client)
                    return;
                var (first, next) = (scope.Range.Local.DayOf(row.Instant()), scope.Range.Local.DayOf(row.Instant()));
                if (next > first)
                    client.AddCaseSpan(first, next == int.MaxValue ? next : next - 1, row.MaybeInstant(), row.MaybeInstant());
            },
            ct);
    }

    private static void Programmes(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        var low = RollUpScope.Date(scope.Low - CountedRange.Reach - 2);
        Read(
            context,
            """
            select c.organization_id, c.starts_at, c.ends_at from platform.campaigns c join pg_temp.scope s on s.organization_id = c.organization_id
            where c.status in ('RUNNING', 'ENDED')
            """,
            (ref CopyRow row) => scope[row.Id()]?.AddCampaign(row.Instant(), row.MaybeInstant()),
            ct);
        Read(
            context,
            $"""
            select m.organization_id, c.kind = 'ATTESTATION', m.due_at, m.completed_at, m.withdrawn_at
            from platform.campaign_assignments m
            join pg_temp.scope s on s.organization_id = m.organization_id
            join platform.campaigns c on c.organization_id = m.organization_id and c.id = m.campaign_id
            where m.due_at >= {low} or m.completed_at >= {low}
            """,
            (ref CopyRow row) => scope[row.Id()]?.AddAssignment(row.Bool(), row.Instant(), row.MaybeInstant(), row.MaybeInstant()),
            ct);
        Read(
            context,
            $"""
            select k.organization_id, k.opened_at, case k.severity when 'LOW' then 0 when 'MEDIUM' then 1 when 'HIGH' then 2 else 3 end
            from platform.support_tickets k join pg_temp.scope s on s.organization_id = k.organization_id
            where k.opened_at >= {low} and k.duplicate_of_id is null and not k.is_internal and not k.is_test
            """,
            (ref CopyRow row) => scope[row.Id()]?.AddTicket(row.Instant(), row.Int()),
            ct);
        Read(
            context,
            $"""
            select r.organization_id, r.received_at from platform.reports r join pg_temp.scope s on s.organization_id = r.organization_id
            where r.received_at >= {low} and r.kind = 'REPORT' and not r.is_test
            """,
            (ref CopyRow row) => scope[row.Id()]?.AddReport(row.Instant()),
            ct);
    }

    // False: of a feature that is none of the catalogue's.
    private static bool TryKind(ref CopyRow row, out UsageEventKind kind, out int? feature)
    {
        kind = row.Bytes(out _)[0] switch
        {
            (byte)'S' => UsageEventKind.SignIn,
            (byte)'F' => UsageEventKind.Feature,
            _ => UsageEventKind.ReportView,
        };
        var code = row.Bytes(out var isNone);
        feature = null;
        if (isNone)
            return true;
        feature = FeatureNumbers.Find(code);
        return feature >= 0;
    }
}
