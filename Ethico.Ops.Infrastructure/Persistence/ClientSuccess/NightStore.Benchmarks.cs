using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed partial class NightStore
{
    private const string BenchmarkColumns = "organization_id, day, metric, cohort, cohort_key, peers, p25, median, p75, own, percentile";

    public Task<Outcome<IReadOnlyList<MetricValues>>> MetricsAsync(DateOnly day, CancellationToken ct) => JobAsync(
        async (context, token) =>
        {
            var model = (await ModelSql.BookAsync(context, token)).InForceOn(day);
            return Outcome.Of<IReadOnlyList<MetricValues>>(await context.ReadAsync(
                """
                select u.organization_id, c.industry, u.headcount, u.active_enabled_30, u.enabled_accounts, u.attestation_completed_90, u.attestation_due_90,
                    u.closed_on_time_90, u.closed_90 + u.cases_past_due, t.days::numeric, u.features_used, u.features_entitled,
                    u.tickets_low_30, u.tickets_medium_30, u.tickets_high_30, u.tickets_urgent_30, u.reports_90
                from client_success.usage_day u
                join client_success.client c on c.organization_id = u.organization_id and c.status = 'ACTIVE'
                    and c.live_at < ($1 + 1)::timestamp at time zone $2
                left join (
                    select x.organization_id, percentile_cont(0.5) within group (order by extract(epoch from x.closed_at - x.opened_at)) / 86400 as days
                    from platform.cases x
                    where not x.is_test and x.closed_at >= ($1 - 89)::timestamp at time zone $2 and x.closed_at < ($1 + 1)::timestamp at time zone $2
                    group by 1) t on t.organization_id = u.organization_id
                where u.day = $1
                """,
                r =>
                {
                    Dictionary<BenchmarkMetric, decimal> values = [];
                    Share(BenchmarkMetric.ActiveShare, r.GetInt32(3), r.GetInt32(4));
                    Share(BenchmarkMetric.AttestationCompletion, r.GetInt32(5), r.GetInt32(6));
                    // A rate over a count that is not told would tell it.
                    if (CountSuppression.One(r.GetInt32(7)).IsShown && CountSuppression.One(r.GetInt32(8)).IsShown)
                        Share(BenchmarkMetric.CasesOnTime, r.GetInt32(7), r.GetInt32(8));
                    if (r.Maybe<decimal>(9) is { } days)
                        values[BenchmarkMetric.DaysToClose] = decimal.Round(days, 1, MidpointRounding.AwayFromZero);
                    Share(BenchmarkMetric.FeatureBreadth, r.GetInt32(10), r.GetInt32(11));
                    var raw = new RawCounts { TicketsLow = r.GetInt32(12), TicketsMedium = r.GetInt32(13), TicketsHigh = r.GetInt32(14), TicketsUrgent = r.GetInt32(15) };
                    Share(BenchmarkMetric.TicketsPer100, HealthFormula.WeightedTickets(raw, model), r.GetInt32(4));
                    if (CountSuppression.One(r.GetInt32(16)).IsShown)
                        Share(BenchmarkMetric.ReportsPer100, r.GetInt32(16), r.Maybe<int>(2) ?? 0);
                    return new MetricValues(new(r.GetGuid(0)), r.MaybeText(1), BenchmarkRules.SizeOf(r.Maybe<int>(2)), values);

                    void Share(BenchmarkMetric metric, decimal part, int whole)
                    {
                        if (whole > 0)
                            values[metric] = decimal.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);
                    }
                },
                token,
                day,
                calendar.Zone));
        },
        ct);

    public Task<Outcome<int>> WriteBenchmarksAsync(NightLease lease, DateOnly day, IEnumerable<BenchmarkRow> rows, CancellationToken ct) => HoldingAsync(
        lease,
        async (context, token) =>
        {
            await context.WriteAsync("delete from client_success.benchmark where day = $1", token, day);
            var count = 0;
            context.Sent++;
            await using var copy = await context.Connection().BeginBinaryImportAsync(
                $"copy client_success.benchmark ({BenchmarkColumns}) from stdin (format binary)", token);
            foreach (var row in rows)
            {
                count++;
                await copy.StartRowAsync(token);
                await copy.WriteAsync(row.Tenant.Value, NpgsqlDbType.Uuid, token);
                await copy.WriteAsync(day, NpgsqlDbType.Date, token);
                await copy.WriteAsync(row.Metric.Stored(), NpgsqlDbType.Text, token);
                await copy.WriteAsync(row.Cohort.Stored(), NpgsqlDbType.Text, token);
                await copy.WriteAsync(row.CohortKey, NpgsqlDbType.Text, token);
                await copy.WriteAsync(row.Reading.Peers, NpgsqlDbType.Integer, token);
                await copy.PutAsync(row.Reading.P25, NpgsqlDbType.Numeric, token);
                await copy.PutAsync(row.Reading.Median, NpgsqlDbType.Numeric, token);
                await copy.PutAsync(row.Reading.P75, NpgsqlDbType.Numeric, token);
                await copy.PutAsync(row.Reading.Own, NpgsqlDbType.Numeric, token);
                await copy.PutAsync(row.Reading.Percentile, NpgsqlDbType.Integer, token);
            }

            await copy.CompleteAsync(token);
            return Outcome.Of(count);
        },
        ct);
}
