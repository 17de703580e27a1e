using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>
/// Reads what a run's days are counted from. A table is read from a little before the longest window of whoever goes back furthest: a row
/// that counts on no day of its client is cut off when it is added.
/// </summary>
internal static partial class RollUpReads
{
    public static async Task ReadAsync(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        Clients(context, scope, ct);
        Kept(context, scope, ct);
        Terms(context, scope, ct);
        Accounts(context, scope, ct);
        await HistoryAsync(context, scope, ct);
        Events(context, scope, ct);
        await CasesAsync(context, scope, ct);
        Programmes(context, scope, ct);
    }

    private static void Clients(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        var range = scope.Range;
        scope.Low = range.Day;
        Read(
            context,
            "select s.organization_id, s.from_day, c.headcount from pg_temp.scope s join client_success.client c on c.organization_id = s.organization_id",
            (ref CopyRow row) =>
            {
                var client = new ClientFacts(new(row.Id()), row.Day(), range) { Headcount = row.MaybeInt() };
                client.ReadWhole(range.From, range.Day);
                scope.Clients.Add(client.Tenant.Value, client);
                scope.Low = Math.Min(scope.Low, client.From);
            },
            ct);
    }

    // What stands of the days that are counted anew: headcounts, features no run looks at again, and days of which nothing came.
    private static void Kept(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        var firstFeatures = scope.Range.Day - CountedRange.FeatureReach;
        Read(
            context,
            $"""
            select u.organization_id, u.day, u.headcount, u.features_entitled, u.features_used, u.features_idle,
                case when u.day < {RollUpScope.Date(firstFeatures)} then u.features end, k.day is not null, u.sign_ins, u.report_views, u.feature_uses
            from pg_temp.target_day t
            join client_success.usage_day u on u.organization_id = t.organization_id and u.day = t.day
            left join pg_temp.kept_day k on k.organization_id = t.organization_id and k.day = t.day
            """,
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is not { } client)
                    return;
                var day = row.Day();
                client.KeepHeadcount(day, row.MaybeInt());
                scope.Standing.Add((client.Tenant.Value, day));
                var (entitled, used, idle) = (row.Int(), row.Int(), row.Int());
                if (day < firstFeatures)
                    client.KeepFeatures(day, entitled, used, idle);
                if (row.Bytes(out _) is { IsEmpty: false } kept)
                    scope.KeptFeatures.Add((client.Tenant.Value, day), kept.ToArray());
                if (!row.Bool())
                    return;
                client.KeepDay(day, row.Int(), row.Int());
                KeepUses(client, day, ref row);
            },
            ct);
        Read(
            context,
            "select organization_id, day from pg_temp.reread where is_whole",
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is { } client && row.Day() is var day)
                    client.ReadWhole(day, day);
            },
            ct);
    }

    private static void Terms(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        var range = scope.Range;
        Read(
            context,
            "select e.organization_id, e.feature, e.from_on, e.until_on from platform.entitlements e join pg_temp.scope s on s.organization_id = e.organization_id",
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is { } client && FeatureNumbers.Find(row.Bytes(out _)) is >= 0 and var feature)
                    client.AddEntitlement(feature, row.Day(), row.MaybeDay());
            },
            ct);
        Read(
            context,
            "select c.organization_id, c.feature, c.from_at, c.until_at from platform.feature_configurations c join pg_temp.scope s on s.organization_id = c.organization_id",
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is { } client && FeatureNumbers.Find(row.Bytes(out _)) is >= 0 and var feature)
                    client.AddConfiguration(feature, row.Instant(), row.MaybeInstant());
            },
            ct);
        var before = "select y.organization_id, y.day, y.features from pg_temp.scope s join client_success.usage_day y on y.organization_id = s.organization_id";
        // The last day alone: of nearly all, and one day for all of them.
        Read(
            context,
            $"""
            {before} and y.day = {RollUpScope.Date(range.Day - 1)} where not s.is_long
            union all
            {before} and y.day = greatest(s.from_day, {RollUpScope.Date(range.Day - CountedRange.FeatureReach)}) - 1 where s.is_long
            """,
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is not { } client)
                    return;
                var day = row.Day();
                var features = new FeaturesReader(row.Bytes(out _));
                while (features.Next(day, out var feature, out var was))
                    client.AddBefore(feature, was);
            },
            ct);
        foreach (var client in scope.Clients.Values)
            client.DecideSteps();
    }

    private static void Accounts(OpsDbContext context, RollUpScope scope, CancellationToken ct)
    {
        var range = scope.Range;
        Read(
            context,
            "select u.organization_id, u.account_id, u.last_day, u.days, u.features from client_success.account_use u join pg_temp.scope s on s.organization_id = u.organization_id",
            (ref CopyRow row) =>
            {
                if (scope[row.Id()] is not { } client)
                    return;
                var account = client.Account(row.Id());
                var last = range.Place(row.Day());
                account.Keep(AccountBits.Days(row.Bytes(out _), last));
                AccountBits.ReadFeatures(row.Bytes(out _), last, account);
            },
            ct);
        Read(
            context,
            "select h.organization_id, h.account_id, h.from_at, h.status = 'ACTIVE' from platform.account_status_history h join pg_temp.scope s on s.organization_id = h.organization_id",
            (ref CopyRow row) => scope[row.Id()]?.AddStatus(row.Id(), row.Instant(), row.Bool()),
            ct);
    }

    private static void Read(OpsDbContext context, string query, CopyRowHandler handle, CancellationToken ct)
    {
        context.Sent++;
        CopyReader.Read(context.Connection(), query, handle, ct);
    }

    // An array of feature, by people, by machines; null: none was used.
    private static void KeepUses(ClientFacts client, int day, ref CopyRow row)
    {
        var uses = new UsesReader(row.Bytes(out _));
        while (uses.Next(out var feature, out var people, out var machines))
            client.KeepUses(day, feature, people, machines);
    }
}
