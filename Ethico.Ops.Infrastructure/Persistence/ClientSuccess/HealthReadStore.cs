using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class HealthReadStore(OpsDatabase database, NightCalendar calendar, TimeProvider clock) : IClientHealth
{
    public Task<Outcome<ClientHealthView?>> OpenAsync(Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (await ClientSql.FileAsync(context, scope, tenant, token) is not { } client)
                return Outcome.Of((ClientHealthView?)null);
            await context.AppendAsync(caller, act, refused: false, token);
            var batch = new ReadBatch(context);
            // The newest, and the newest with a score, in one look, each with the model it was computed under.
            var snapshots = batch.Ask(
                $"""
                select {SnapshotSql.Columns("h")}, m.* from (
                    (select x.* from client_success.health_snapshot x where x.organization_id = $1 order by x.day desc limit 1)
                    union all
                    (select x.* from client_success.health_snapshot x where x.organization_id = $1 and x.state = 'SCORED' order by x.day desc limit 1)) h
                join (select {ModelSql.Columns} from client_success.health_model) m on m.version = h.model_version
                """,
                r => SnapshotSql.Read(r, 0, ModelSql.Read(r, SnapshotSql.Count)), tenant.Value);
            var overrides = batch.AskOverrides(tenant);
            var counts = batch.Ask(
                """
                select (select count(*)::integer from client_success.alert a where a.organization_id = $1 and a.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED')),
                    (select max(e.happened_at) from client_success.engagement e where e.organization_id = $1 and e.happened_at <= access.now()), access.now()
                """,
                r => (Alerts: r.GetInt32(0), Contact: r.Maybe<DateTimeOffset>(1), Now: r.GetFieldValue<DateTimeOffset>(2)), tenant.Value);
            await batch.SendAsync(token);
            var (standing, held, beside) = (snapshots.MaxBy(s => s.Snapshot.Day), overrides.Find(o => o.State is "ACTIVE"), counts[0]);
            var reading = standing?.Snapshot.Reading;
            return Outcome.Of<ClientHealthView?>(new(
                client,
                standing,
                standing?.IsStale(beside.Now) ?? false,
                reading is null ? [] : PointsTable.Of(reading, standing!.Model),
                standing?.Snapshot.State is SnapshotState.Scored ? null : snapshots.Find(s => s.Snapshot.State is SnapshotState.Scored),
                held,
                held?.Band ?? standing?.Snapshot.Band?.Band,
                reading is null || standing!.Snapshot.Trend is null ? null : ChangeFinder.Find(reading, standing.Snapshot.Trend, standing.Model),
                beside.Alerts,
                beside.Contact));
        },
        ct);

    public Task<Outcome<HealthHistory?>> HistoryAsync(ClientScope scope, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct) => database.PortalAsync(
        async (context, token) => Outcome.Of(await HistoryAsync(context, scope, tenant, from, to, token)),
        ct);

    public Task<Outcome<ExportedHistory?>> ExportAsync(
        Caller caller, AuditAct act, ClientScope scope, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (await HistoryAsync(context, scope, tenant, from, to, token) is not { } history)
                return Outcome.Of((ExportedHistory?)null);
            await context.AppendAsync(caller, act, refused: false, token);
            var isStale = (await context.ReadAsync(
                "select coalesce(max(computed_at) < access.now() - interval '26 hours', false) from client_success.health_snapshot where organization_id = $1",
                r => r.GetBoolean(0), token, tenant.Value)).Single();
            return Outcome.Of<ExportedHistory?>(new(history, isStale));
        },
        ct);

    private async Task<HealthHistory?> HistoryAsync(
        OpsDbContext context, ClientScope scope, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken token)
    {
        var batch = new ReadBatch(context);
        var files = batch.AskFile(scope, tenant);
        var days = batch.Ask(
            """
            select day, state, cause, score, login_score, cases_score, campaigns_score, adoption_score, tickets_score, band, model_version, flags
            from client_success.health_snapshot where organization_id = $1 and day between $2 and $3 order by day
            """,
            r => new HistoryDay(
                r.GetFieldValue<DateOnly>(0), PlatformCodes.Read<SnapshotState>(r.GetString(1)), PlatformCodes.ReadOptional<UnscoredCause>(r.MaybeText(2)), r.Maybe<decimal>(3),
                [r.Maybe<decimal>(4), r.Maybe<decimal>(5), r.Maybe<decimal>(6), r.Maybe<decimal>(7), r.Maybe<decimal>(8)],
                PlatformCodes.ReadOptional<Band>(r.MaybeText(9)), r.GetInt32(10), HealthCodes.Flags(r.GetFieldValue<string[]>(11))),
            tenant.Value, from, to);
        var markers = batch.AskModelMarkers(from, to);
        var overrides = batch.AskOverrides(tenant);
        await batch.SendAsync(token);
        return files is not [var client]
            ? null
            : new(from, to, days, markers, client.LiveAt is { } live ? calendar.Today(live) : null, overrides.FindAll(o => o.From <= to && o.ExpiresOn >= from));
    }

    public Task<Outcome<CountedRows?>> CountedAsync(ClientScope scope, OrganizationId tenant, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return Outcome.Of((CountedRows?)null);
            var day = calendar.LastComplete(clock.GetUtcNow());
            var days = await UsageStore.DaysAsync(context, tenant, CountCalendar.FirstOf(CountCalendar.WeekOf(day.AddDays(-89))), day, token);
            var periods = await UsageStore.PeriodsAsync(context, tenant, day.AddDays(-100), day, token);
            var campaigns = await context.ReadAsync(
                "select campaign_id, kind, title, due_on, assignments_due, completed from client_success.campaign_line where organization_id = $1 order by due_on desc nulls last, campaign_id limit $2 + 1",
                r => new CampaignLine(r.GetGuid(0), r.GetString(1), r.GetString(2), r.Maybe<DateOnly>(3), r.GetInt32(4), r.GetInt32(5)), token, tenant.Value, CountedRows.MostLines);
            var features = await ClientSql.FeatureUsesAsync(context, tenant, days.Count > 0 ? days.Max(d => d.Day) : day, token);
            var tickets = await context.ReadAsync(
                "select number, severity, status, opened_at, resolved_at from client_success.ticket_line where organization_id = $1 order by opened_at desc, number limit $2 + 1",
                r => new TicketLine(r.GetString(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateTimeOffset>(3), r.Maybe<DateTimeOffset>(4)), token, tenant.Value, CountedRows.MostLines);
            return Outcome.Of<CountedRows?>(new(Weeks(days, periods, day), [.. campaigns.Take(CountedRows.MostLines)], features, [.. tickets.Take(CountedRows.MostLines)])
            {
                IsCampaignsCut = campaigns.Count > CountedRows.MostLines, IsTicketsCut = tickets.Count > CountedRows.MostLines,
            });
        },
        ct);

    private static IReadOnlyList<CountedWeek> Weeks(List<UsageStore.UsageDay> days, IReadOnlyDictionary<(string Grain, DateOnly First), int> periods, DateOnly day)
    {
        // Whole weeks: half of one would say something else than its bar elsewhere.
        var (from, to) = (CountCalendar.WeekOf(day.AddDays(-89)), CountCalendar.WeekOf(day).AddDays(6));
        var opened = UsageStore.Calendar(days, d => d.CasesOpened, from, to);
        var closed = UsageStore.Calendar(days, d => d.CasesClosed, from, to);
        var onTime = UsageStore.Calendar(days, d => d.CasesOnTime, from, to);
        var late = UsageStore.Calendar(days, d => d.CasesClosed - d.CasesOnTime, from, to);
        List<CountedWeek> weeks = [];
        for (var monday = from; monday <= day; monday = monday.AddDays(7))
        {
            // On time and late add up to closed: shown together, one hidden of the two would be told by the others.
            var (o, l, c) = (onTime.Week(monday), late.Week(monday), closed.Week(monday));
            if (o is { IsShown: false } || l is { IsShown: false } || c is { IsShown: false })
                (o, l) = (Hidden(o), Hidden(l));
            var within = days.FindAll(d => CountCalendar.WeekOf(d.Day) == monday);
            weeks.Add(new(monday, within.Count == 0 ? null : new(
                within.Sum(d => d.SignIns), periods.TryGetValue(("WEEK", monday), out var active) ? active : UsageStore.NoneOf(within), opened.Week(monday), c, o, l)));
        }

        return weeks;

        static ShownCount Hidden(ShownCount count) => count.Value is 0 && count.IsShown ? count : new(null, CountCover.Hidden);
    }
}
