using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class UsageStore(OpsDatabase database, NightCalendar calendar, TimeProvider clock) : IClientUsage
{
    public Task<Outcome<UsageView?>> ReadAsync(ClientScope scope, OrganizationId tenant, DateOnly from, DateOnly to, CountGrain grain, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return Outcome.Of((UsageView?)null);
            var bars = Periods(from, to, grain);
            var before = Periods(Back(bars[0].From, grain, bars.Count), bars[0].From.AddDays(-1), grain);
            var (first, last) = (CountCalendar.FirstOf(before[0].From), bars[^1].To);
            // Whole months, whatever was asked for: what is hidden does not depend on the range.
            var days = await DaysAsync(context, tenant, first, CountCalendar.FirstOf(last).AddMonths(1).AddDays(-1), token);
            var distinct = await PeriodsAsync(context, tenant, first.AddDays(-7), last, token);
            var counts = (
                Opened: Calendar(days, d => d.CasesOpened, first, last), Closed: Calendar(days, d => d.CasesClosed, first, last),
                Reports: Calendar(days, d => d.Reports, first, last));
            var byDay = days.ToDictionary(d => d.Day);
            var through = days.Count > 0 ? days[^1].Day : (DateOnly?)null;
            var complete = calendar.LastComplete(clock.GetUtcNow());
            return Outcome.Of<UsageView?>(new(grain, [.. bars.Select(Bar)], [.. before.Select(Bar)], through));

            UsageBar Bar((DateOnly From, DateOnly To) period)
            {
                var within = Enumerable.Range(0, period.To.DayNumber - period.From.DayNumber + 1).Select(i => period.From.AddDays(i))
                    .Where(byDay.ContainsKey).Select(d => byDay[d]).ToList();
                var over = period.To > complete ? complete : period.To;
                return new(
                    period.From, period.To, period.To > complete, Math.Max(0, over.DayNumber - period.From.DayNumber + 1), within.Count,
                    within.Count == 0 ? null : new(
                        within.Sum(d => d.SignIns), Active(period.From, within), Count(counts.Opened, period.From), Count(counts.Closed, period.From),
                        within.Max(d => d.CampaignsRunning), within.Sum(d => d.AssignmentsCompleted), Count(counts.Reports, period.From), within.Sum(d => d.ReportViews),
                        within[^1].Headcount));
            }

            int? Active(DateOnly begin, List<UsageDay> within) => grain is CountGrain.Day
                ? within[0].ActiveAccounts
                : distinct.TryGetValue((grain is CountGrain.Week ? "WEEK" : "MONTH", begin), out var count) ? count : NoneOf(within);

            ShownCount Count(CountCalendar of, DateOnly begin) => grain switch
            {
                CountGrain.Day => of.Day(begin), CountGrain.Week => of.Week(begin), _ => of.Month(begin),
            };
        },
        ct);

    public Task<Outcome<AdoptionView?>> AdoptionAsync(ClientScope scope, OrganizationId tenant, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return Outcome.Of((AdoptionView?)null);
            var newest = (await context.ReadAsync(
                "select day, active_30 from client_success.usage_day where organization_id = $1 order by day desc limit 1",
                r => (Day: r.GetFieldValue<DateOnly>(0), Active: r.GetInt32(1)), token, tenant.Value)).Select(d => ((DateOnly Day, int Active)?)d).SingleOrDefault();
            if (newest is not { } last)
                return Outcome.Of<AdoptionView?>(new(null, [], new(0, 0, null, null)));
            var uses = (await ClientSql.FeatureUsesAsync(context, tenant, last.Day, token)).ToDictionary(u => u.Feature.Code, StringComparer.Ordinal);
            // All fourteen: one without a row is neither entitled nor set up.
            var all = FeatureCatalog.All.Select(f => uses.TryGetValue(f.Code, out var use) ? use : new FeatureUse(f, 0, 0, 0, null, null, IsConfigured: false)).ToList();
            return Outcome.Of<AdoptionView?>(new(
                last.Day,
                [.. all.Select(u => new FeatureView(u, AdoptionRules.Level(u), AdoptionRules.IsNew(u, last.Day), AdoptionRules.IsUsed(u), AdoptionRules.Frequency(u)))],
                AdoptionRules.Read(all, last.Day, last.Active)));
        },
        ct);

    public Task<Outcome<IReadOnlyList<AdoptionMatrixRow>>> MatrixAsync(ClientScope scope, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var rows = await context.ReadAsync(
                $"""
                select c.organization_id, c.name, f.feature, f.uses_window, f.accounts_window, f.use_days, f.last_use, f.entitled_since, f.is_configured, u.day
                from client_success.client c
                left join client_success.usage_day u on u.organization_id = c.organization_id and u.day = (select max(x.day) from client_success.usage_day x)
                left join lateral client_success.told_features(u.day, u.features) f on true
                where c.status = 'ACTIVE' and {ScopeSql.Holds}
                order by c.name, c.organization_id
                """,
                r => (
                    Tenant: r.GetGuid(0), Name: r.GetString(1), Day: r.Maybe<DateOnly>(9),
                    Use: r.MaybeText(2) is { } code
                        ? new FeatureUse(ClientSql.Features[code], r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.Maybe<DateOnly>(6), r.Maybe<DateOnly>(7), r.GetBoolean(8))
                        : null),
                token, scope.Value());
            return Outcome.Of<IReadOnlyList<AdoptionMatrixRow>>([.. rows.GroupBy(r => (r.Tenant, r.Name)).Select(g =>
            {
                if (g.First().Day is not { } day)
                    return new AdoptionMatrixRow(new(g.Key.Tenant), g.Key.Name, null, 0, 0);
                var uses = g.Where(r => r.Use is not null).ToDictionary(r => r.Use!.Feature.Code, r => r.Use!, StringComparer.Ordinal);
                var reading = AdoptionRules.Read(uses.Values, day, 0);
                return new AdoptionMatrixRow(
                    new(g.Key.Tenant), g.Key.Name,
                    [.. FeatureCatalog.All.Select(f => uses.TryGetValue(f.Code, out var use) ? AdoptionRules.Level(use) : FeatureLevel.NotEntitled)], reading.Used, reading.Entitled);
            })]);
        },
        ct);

    public Task<Outcome<Done>> RecordAsync(Caller caller, AuditAct act, CancellationToken ct) => database.RecordAsync(caller, act, refused: false, ct);

    internal static Task<List<UsageDay>> DaysAsync(OpsDbContext context, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct) => context.ReadAsync(
        """
        select day, sign_ins, active_accounts, cases_opened, cases_closed, cases_closed_on_time, campaigns_running, assignments_completed, reports_received, report_views, headcount
        from client_success.usage_day where organization_id = $1 and day between $2 and $3 order by day
        """,
        r => new UsageDay(
            r.GetFieldValue<DateOnly>(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), r.GetInt32(7), r.GetInt32(8), r.GetInt32(9), r.Maybe<int>(10)),
        ct, tenant.Value, from, to);

    internal static async Task<IReadOnlyDictionary<(string Grain, DateOnly First), int>> PeriodsAsync(
        OpsDbContext context, OrganizationId tenant, DateOnly from, DateOnly to, CancellationToken ct) => (await context.ReadAsync(
        "select grain, first_day, active_accounts from client_success.usage_period where organization_id = $1 and first_day between $2 and $3",
        r => (Key: (r.GetString(0), r.GetFieldValue<DateOnly>(1)), Count: r.GetInt32(2)), ct, tenant.Value, from, to)).ToDictionary(p => p.Key, p => p.Count);

    // Distinct accounts of a period are kept where there was one. Where no day of it had one it is nought, not unknown.
    internal static int? NoneOf(IEnumerable<UsageDay> counted) => counted.Any(d => d.ActiveAccounts > 0) ? null : 0;

    internal static CountCalendar Calendar(IEnumerable<UsageDay> days, Func<UsageDay, int> count, DateOnly from, DateOnly to) =>
        new(days.ToDictionary(d => d.Day, count), from, to);

    private static List<(DateOnly From, DateOnly To)> Periods(DateOnly from, DateOnly to, CountGrain grain)
    {
        List<(DateOnly, DateOnly)> periods = [];
        var begin = grain switch { CountGrain.Week => CountCalendar.WeekOf(from), CountGrain.Month => CountCalendar.FirstOf(from), _ => from };
        while (begin <= to)
        {
            var next = Back(begin, grain, -1);
            periods.Add((begin, next.AddDays(-1)));
            begin = next;
        }

        return periods;
    }

    private static DateOnly Back(DateOnly begin, CountGrain grain, int periods) => grain switch
    {
        CountGrain.Week => begin.AddDays(-7 * periods), CountGrain.Month => begin.AddMonths(-periods), _ => begin.AddDays(-periods),
    };

    internal sealed record UsageDay(
        DateOnly Day, int SignIns, int ActiveAccounts, int CasesOpened, int CasesClosed, int CasesOnTime, int CampaignsRunning, int AssignmentsCompleted, int Reports, int ReportViews, int? Headcount);
}
