using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed partial class WorkStore
{
    // $1 whose clients, $2 today. A bucket by its place in RenewalBucket.
    private const string Ending = $"""
        select c.organization_id, c.name, c.renewal_on, c.lead_id, coalesce(o.band, h.band) as band, h.score, h.fired_rules,
            case when c.renewal_on < $2 then 0 when c.renewal_on <= $2 + 30 then 1 when c.renewal_on <= $2 + 60 then 2 when c.renewal_on <= $2 + 90 then 3 else 4 end as bucket
        from client_success.client c
        left join lateral (select s.* from client_success.health_snapshot s where s.organization_id = c.organization_id order by s.day desc limit 1) h on true
        left join client_success.health_override o on o.organization_id = c.organization_id and o.state = 'ACTIVE'
        where c.status = 'ACTIVE' and c.renewal_on <= $2 + 120 and {ScopeSql.Holds}
        """;

    // $3 of which bucket, $4 of which band, $5 without one.
    private const string WantedRenewals = "($3::integer is null or x.bucket = $3) and ($4::text is null or x.band = $4) and (not $5 or x.band is null)";

    public Task<Outcome<RenewalList>> RenewalsAsync(ClientScope scope, RenewalQuery query, bool withValue, CancellationToken ct) => database.PortalAsync(
        async (context, token) =>
        {
            var today = calendar.Today(clock.GetUtcNow());
            var (columns, join) = withValue
                ? ("v.arr, v.currency, v.as_of, v.source, coalesce(v.loaded_at < access.now() - interval '7 days', false)", "left join client_success.contract_value v on v.organization_id = x.organization_id")
                : ("null::numeric, null::text, null::date, null::text, false", "");
            var batch = new ReadBatch(context);
            var tiles = batch.Ask(
                $"""
                with ending as materialized ({Ending})
                select x.bucket, count(*)::integer, (count(*) filter (where x.band = 'HIGH'))::integer, (count(*) filter (where x.band is null))::integer,
                    (count(*) filter (where {WantedRenewals}))::integer, bool_or(x.organization_id = $6)
                from ending x group by 1
                """,
                r => (Tile: new RenewalTile((RenewalBucket)r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3)), Wanted: r.GetInt32(4), HasMark: r.Maybe<bool>(5) is true),
                Values(scope, query, today));
            var rows = batch.Ask(
                $"""
                with ending as materialized ({Ending}), mark as (select m.renewal_on, m.name, m.organization_id from ending m where m.organization_id = $6),
                page as (
                    select x.* from ending x
                    where {WantedRenewals} and (not exists (select from mark) or (x.renewal_on, x.name, x.organization_id) > (select m.renewal_on, m.name, m.organization_id from mark m))
                    order by x.renewal_on, x.name, x.organization_id limit $8 + 1)
                select x.organization_id, x.name, x.renewal_on, x.band, x.score, coalesce(x.fired_rules, array[]::text[]),
                    (select coalesce(array_agg(a.rule order by a.rule), array[]::text[]) from client_success.alert a
                     where a.organization_id = x.organization_id and a.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED')),
                    $2 - ((select max(e.happened_at) from client_success.engagement e where e.organization_id = x.organization_id and e.happened_at <= access.now()) at time zone $7)::date,
                    x.lead_id, p.display_name, t.title, t.due_on, x.bucket, {columns}
                from page x
                left join access.operator_name p on p.operator_id = x.lead_id
                left join lateral (select k.title, k.due_on from client_success.cs_task k
                    where k.organization_id = x.organization_id and k.state = 'OPEN' order by k.due_on, k.id limit 1) t on true
                {join}
                order by x.renewal_on, x.name, x.organization_id
                """,
                r => ReadRenewal(r, today), [.. Values(scope, query, today), calendar.Zone, query.Size]);
            var without = batch.Ask(
                $"select count(*)::integer from client_success.client c where c.status = 'ACTIVE' and c.renewal_on is null and {ScopeSql.Holds}", r => r.GetInt32(0), scope.Value());
            await batch.SendAsync(token);
            return Outcome.Of(new RenewalList(
                [.. rows.Take(query.Size)], tiles.Sum(t => t.Wanted), rows.Count > query.Size ? rows[query.Size - 1].Tenant.Value : null, query.After is not null && !tiles.Exists(t => t.HasMark),
                [.. Enum.GetValues<RenewalBucket>().Select(b => tiles.Find(t => t.Tile.Bucket == b).Tile ?? new(b, 0, 0, 0))], without.Single()));
        },
        ct);

    private static object?[] Values(ClientScope scope, RenewalQuery query, DateOnly today) =>
    [
        scope.Value(), today, ScopeSql.Typed((int?)query.Bucket, NpgsqlDbType.Integer), ScopeSql.Typed(query.Band?.Stored(), NpgsqlDbType.Text), query.WithoutBand,
        ScopeSql.Typed(query.After, NpgsqlDbType.Uuid),
    ];

    private static RenewalRow ReadRenewal(NpgsqlDataReader r, DateOnly today)
    {
        var on = r.GetFieldValue<DateOnly>(2);
        return new(
            new(r.GetGuid(0)), r.GetString(1), on, on.DayNumber - today.DayNumber, (RenewalBucket)r.GetInt32(12), PlatformCodes.ReadOptional<Band>(r.MaybeText(3)), r.Maybe<decimal>(4),
            [.. r.GetFieldValue<string[]>(5).Select(PlatformCodes.Read<BandRule>)], [.. r.GetFieldValue<string[]>(6).Select(PlatformCodes.Read<AlertRule>)], r.Maybe<int>(7),
            r.Operator(8), r.MaybeText(9), r.MaybeText(10), r.Maybe<DateOnly>(11),
            r.Maybe<decimal>(13) is { } arr ? new ContractValue(arr, r.GetString(14), r.GetFieldValue<DateOnly>(15), r.GetString(16), r.GetBoolean(17)) : null);
    }
}
