namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// All tenants beside their peers. Each cohort is sorted once; a tenant's own value is stepped over, not taken out, so ten
/// thousand tenants cost ten thousand look-ups and not as many sorts.
/// </summary>
public static class BenchmarkTable
{
    public static IEnumerable<BenchmarkRow> Of(IReadOnlyList<MetricValues> tenants)
    {
        foreach (var cohort in Enum.GetValues<CohortKind>())
        {
            foreach (var group in tenants.Select(t => (Tenant: t, Key: KeyOf(t, cohort))).Where(t => t.Key is not null).GroupBy(t => t.Key!, StringComparer.Ordinal))
            {
                foreach (var metric in Enum.GetValues<BenchmarkMetric>())
                {
                    var sorted = group.Where(t => t.Tenant.Values.ContainsKey(metric)).Select(t => t.Tenant.Values[metric]).Order().ToArray();
                    foreach (var (tenant, key) in group)
                    {
                        decimal? own = tenant.Values.TryGetValue(metric, out var value) ? value : null;
                        yield return new(tenant.Tenant, metric, cohort, key!, BenchmarkRules.Read(metric, new Others(sorted, own), own));
                    }
                }
            }
        }
    }

    private static string? KeyOf(MetricValues tenant, CohortKind cohort) => cohort switch
    {
        CohortKind.All => "ALL",
        CohortKind.Industry => tenant.Industry,
        CohortKind.Size => tenant.Size?.ToString(),
        _ => tenant is { Industry: { } industry, Size: { } size } ? $"{industry}/{size}" : null,
    };
}
