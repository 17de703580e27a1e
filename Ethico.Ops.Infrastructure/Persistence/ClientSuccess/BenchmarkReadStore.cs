using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class BenchmarkReadStore(OpsDatabase database) : IClientBenchmarks
{
    public Task<Outcome<BenchmarkPage?>> ReadAsync(ClientScope scope, OrganizationId tenant, CohortKind cohort, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            if (!await ScopeSql.IsInAsync(context, scope, tenant.Value, token))
                return Outcome.Of((BenchmarkPage?)null);
            var rows = await context.ReadAsync(
                """
                select b.day, b.metric, b.cohort, b.cohort_key, b.peers, b.p25, b.median, b.p75, b.own, b.percentile
                from client_success.benchmark b
                where b.organization_id = $1 and b.day = (select max(x.day) from client_success.benchmark x where x.organization_id = $1)
                """,
                r =>
                {
                    var metric = PlatformCodes.Read<BenchmarkMetric>(r.GetString(1));
                    return (Day: r.GetFieldValue<DateOnly>(0), View: new BenchmarkView(
                        metric, BenchmarkRules.LowerIsBetter(metric), PlatformCodes.Read<CohortKind>(r.GetString(2)), r.GetString(3),
                        new(r.GetInt32(4), r.Maybe<decimal>(5), r.Maybe<decimal>(6), r.Maybe<decimal>(7), r.Maybe<decimal>(8), r.Maybe<int>(9))));
                },
                token, tenant.Value);
            return Outcome.Of<BenchmarkPage?>(new(
                rows.Count > 0 ? rows[0].Day : null,
                [.. rows.Select(r => r.View.Cohort).Distinct().Order()],
                [.. rows.Select(r => r.View).Where(v => v.Cohort == cohort).OrderBy(v => v.Metric)]));
        },
        ct);
}
