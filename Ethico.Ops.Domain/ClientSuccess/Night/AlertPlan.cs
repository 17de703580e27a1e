namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What a night makes of every tenant's alerts.</summary>
public static class AlertPlan
{
    public static IReadOnlyList<AlertChange> Of(IEnumerable<AlertInput> tenants, AlertThresholds thresholds, DateOnly day)
    {
        List<AlertChange> changes = [];
        foreach (var tenant in tenants)
        {
            var calls = tenant.Level is AlertLevel.None ? [] : AlertRules.Of(tenant.Facts, thresholds).ToDictionary(c => c.Rule);
            var open = tenant.Open.ToDictionary(o => o.Rule);
            foreach (var rule in calls.Keys.Union(open.Keys).Where(r => tenant.Facts.IsCounted || !AlertRules.NeedsUsage(r)).Order())
            {
                calls.TryGetValue(rule, out var call);
                open.TryGetValue(rule, out var standing);
                var what = AlertNight.Of(standing, call is not null, call is not null && AlertRules.MayOpen(call, tenant.Facts), day);
                if (what is not AlertDay.Nothing)
                    changes.Add(new(tenant.Tenant, rule, what, call));
            }
        }

        return changes;
    }
}
