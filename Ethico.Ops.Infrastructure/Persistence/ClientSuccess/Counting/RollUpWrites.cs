using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>Writes what was counted. What stands as it is is not touched.</summary>
internal static class RollUpWrites
{
    private const string AccountColumns = "organization_id, account_id, last_day, days, features";

    // So many clients' days are written day by day: whoever asks for a day of everybody finds it together, as a night leaves it.
    private const int Together = 500;

    // In the order of UsageFigure.
    private static readonly string[] Figures =
    [
        "sign_ins", "active_accounts", "enabled_accounts", "cases_opened", "cases_closed", "cases_closed_on_time", "cases_past_due", "campaigns_running",
        "assignments_due", "assignments_completed", "reports_received", "report_views", "tickets_low", "tickets_medium", "tickets_high", "tickets_urgent",
        "active_7", "active_30", "active_enabled_30", "closed_90", "closed_on_time_90", "closed_without_due_90", "due_90", "completed_90",
        "attestation_due_90", "attestation_completed_90", "tickets_low_30", "tickets_medium_30", "tickets_high_30", "tickets_urgent_30", "tickets_7",
        "tickets_56_before", "reports_90", "features_entitled", "features_used", "features_idle",
    ];

    /// <returns>How many days of clients.</returns>
    public static async Task<int> WriteAsync(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        var counter = new ClientCounter(scope.Range);
        var days = await DaysAsync(context, scope, counter, ct);
        await AccountsAsync(context, scope, ct);
        await PeriodsAsync(context, scope, counter, ct);
        return days;
    }

    private static async Task<int> DaysAsync(OpsDbContext context, RollUpScope scope, ClientCounter counter, CancellationToken ct)
    {
        await context.WriteAsync(
            """
            delete from client_success.usage_day u using unnest($1::uuid[], $2::date[]) t (organization_id, day)
            where u.organization_id = t.organization_id and u.day = t.day
            """,
            ct,
            [scope.Standing.Select(s => s.Tenant).ToArray(), scope.Standing.Select(s => DateOnly.FromDayNumber(s.Day)).ToArray()]);
        await using var copy = await OpenAsync(
            context, $"client_success.usage_day (organization_id, day, {string.Join(", ", Figures)}, headcount, feature_uses, features, rolled_at)", ct);
        var rows = 0;
        foreach (var some in scope.Clients.Values.Chunk(Together))
        {
            var counted = some.Select(client => new CountedClient(client, counter)).ToList();
            for (var day = some.Min(c => c.From); day <= scope.Range.Day; day++)
            {
                foreach (var client in counted)
                {
                    if (day < client.Facts.From)
                        continue;
                    Put(copy.Row, scope, client, day);
                    rows++;
                }

                await copy.SendAsync(ct);
            }
        }

        await copy.CompleteAsync(ct);
        return rows;
    }

    private static void Put(CopyBuffer to, RollUpScope scope, CountedClient client, int day)
    {
        to.BeginRow(Figures.Length + 6);
        to.Add(client.Facts.Tenant.Value);
        to.AddDay(day);
        for (var figure = 0; figure < Figures.Length; figure++)
            to.Add(client.Usage[figure, day]);
        to.Add(client.Facts.HeadcountOn(day));
        PutUses(to, client.Facts, day);
        if (scope.KeptFeatures.TryGetValue((client.Facts.Tenant.Value, day), out var kept))
            to.Add(kept);
        else
            FeaturesReader.Put(to, client.FeaturesOn(day));
        to.Add(scope.Now);
    }

    private static void PutUses(CopyBuffer to, ClientFacts client, int day)
    {
        Span<int> uses = stackalloc int[3 * FeatureCatalog.All.Count];
        var length = 0;
        for (var feature = 0; feature < FeatureCatalog.All.Count; feature++)
        {
            var (people, machines) = client.UsesOn(feature, day);
            if (people + machines == 0)
                continue;
            (uses[length], uses[length + 1], uses[length + 2]) = (FeatureNumbers.Stored(feature), people, machines);
            length += 3;
        }

        if (length == 0)
            to.Null();
        else
            to.AddArray(uses[..length]);
    }

    // Who is new goes straight in, in the order of the key, so that the index grows page by page; who was there through a table of its own.
    private static async Task AccountsAsync(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        var changed = scope.Clients.Values.SelectMany(c => c.Accounts.Where(a => a.Value.IsChanged).Select(a => (Tenant: c.Tenant.Value, Account: a.Key, Activity: a.Value))).ToList();
        if (changed.Count == 0)
            return;
        await context.WriteAsync($"create temp table changed_use on commit drop as select {AccountColumns} from client_success.account_use with no data", ct);
        await using (var copy = await OpenAsync(context, $"pg_temp.changed_use ({AccountColumns})", ct))
        {
            foreach (var (tenant, id, account) in changed.Where(c => c.Activity.IsKept))
            {
                Put(copy.Row, scope, tenant, id, account);
                await copy.SendAsync(ct);
            }

            await copy.CompleteAsync(ct);
        }

        await context.WriteAsync(
            """
            delete from client_success.account_use u using pg_temp.changed_use c
            where c.last_day is null and u.organization_id = c.organization_id and u.account_id = c.account_id
            """,
            ct);
        await context.WriteAsync(
            """
            update client_success.account_use u set last_day = c.last_day, days = c.days, features = c.features
            from pg_temp.changed_use c where c.last_day is not null and u.organization_id = c.organization_id and u.account_id = c.account_id
            """,
            ct);
        await using (var copy = await OpenAsync(context, $"client_success.account_use ({AccountColumns})", ct))
        {
            foreach (var (tenant, id, account) in changed.Where(c => !c.Activity.IsKept).OrderBy(c => c.Tenant).ThenBy(c => c.Account))
            {
                Put(copy.Row, scope, tenant, id, account);
                await copy.SendAsync(ct);
            }

            await copy.CompleteAsync(ct);
        }
    }

    private static void Put(CopyBuffer to, RollUpScope scope, Guid tenant, Guid id, AccountActivity account)
    {
        to.BeginRow(5);
        to.Add(tenant);
        to.Add(id);
        if (account.Days.Last is not (>= 0 and var last))
        {
            // No day is left.
            to.Null();
            to.Null();
            to.Null();
            return;
        }

        to.AddDay(scope.Range.DayAt(last));
        AccountBits.Write(to, account, last);
    }

    // Distinct accounts of a week or month. One that begins before what is kept of accounts stays as it was counted then.
    private static async Task PeriodsAsync(OpsDbContext context, RollUpScope scope, ClientCounter counter, CancellationToken ct)
    {
        await context.WriteAsync("create temp table counted_period on commit drop as select organization_id, grain, first_day, active_accounts from client_success.usage_period with no data", ct);
        await using (var copy = await OpenAsync(context, "pg_temp.counted_period", ct))
        {
            foreach (var client in scope.Clients.Values)
            {
                foreach (var period in UsagePeriod.Touched(client.From, scope.Range))
                {
                    if (counter.Active(client, period.First, period.Final) is not (> 0 and var active))
                        continue;
                    copy.Row.BeginRow(4);
                    copy.Row.Add(client.Tenant.Value);
                    copy.Row.Add(period.Grain);
                    copy.Row.AddDay(period.First);
                    copy.Row.Add(active);
                }

                await copy.SendAsync(ct);
            }

            await copy.CompleteAsync(ct);
        }

        // What stands as it is is not touched at all: a row that an upsert leaves alone is locked by it, which writes it.
        await context.WriteAsync(
            """
            insert into client_success.usage_period (organization_id, grain, first_day, active_accounts)
            select n.* from pg_temp.counted_period n
            left join client_success.usage_period o on o.organization_id = n.organization_id and o.grain = n.grain and o.first_day = n.first_day
            where o.active_accounts is distinct from n.active_accounts
            on conflict (organization_id, grain, first_day) do update set active_accounts = excluded.active_accounts
            """,
            ct);
    }

    private static Task<CopyWriter> OpenAsync(OpsDbContext context, string target, CancellationToken ct)
    {
        context.Sent++;
        return CopyWriter.OpenAsync(context.Connection(), target, ct);
    }
}
