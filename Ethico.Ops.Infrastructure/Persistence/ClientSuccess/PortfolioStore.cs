using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

internal sealed class PortfolioStore(OpsDatabase database, NightCalendar calendar) : IClientPortfolio
{
    // The newest snapshot of each client, and what stands beside it. Money is not in it.
    private const string Base = $"""
        base as (
            select c.organization_id, c.name, c.domain, c.plan, c.industry, c.headcount, c.tags, c.renewal_on, c.lead_id, h.day, h.state, h.cause, h.score,
                h.band as computed_band, coalesce(o.band, h.band) as band, o.id is not null as is_overridden, h.trend, h.trend_delta, h.trend_note, h.coverage,
                coalesce(h.flags, array[]::text[]) as flags, h.computed_at, coalesce(h.computed_at < access.now() - interval '26 hours', false) as is_stale,
                e.happened_at as last_contact_at, coalesce(n.open_alerts, 0)::integer as open_alerts
            from client_success.client c
            left join lateral (
                select x.* from client_success.health_snapshot x where x.organization_id = c.organization_id order by x.day desc limit 1) h on true
            left join client_success.health_override o on o.organization_id = c.organization_id and o.state = 'ACTIVE'
            left join lateral (
                select x.happened_at from client_success.engagement x
                where x.organization_id = c.organization_id and x.happened_at <= access.now() order by x.happened_at desc limit 1) e on true
            left join (
                select x.organization_id, count(*) as open_alerts from client_success.alert x
                where x.state in ('NEW', 'ACKNOWLEDGED', 'SNOOZED') group by 1) n on n.organization_id = c.organization_id
            where c.status = 'ACTIVE' and {ScopeSql.Holds})
        """;

    private const string Wanted = """
        ($2::text is null or position(lower($2) in lower(b.name)) > 0 or position(lower($2) in coalesce(b.domain, '')) > 0)
          and ((cardinality($3::text[]) = 0 and not $4) or b.band = any ($3) or ($4 and b.band is null))
          and ($5::text is null or b.trend = $5)
          and ($6::numeric is null or b.score >= $6) and ($7::numeric is null or b.score <= $7)
          and ($8::numeric is null or b.coverage < $8)
          and ($9::integer is null or b.renewal_on - (access.now() at time zone $28)::date <= $9)
          and ($10::text is null or b.industry = $10)
          and ($11::integer is null or b.headcount between $11 and $12)
          and ($13::text is null or b.plan = $13)
          and ($14::uuid is null or b.lead_id = $14)
          and ($15::text is null or $15 = any (b.tags))
          and b.flags @> $16::text[]
          and (not $17 or b.is_stale) and (not $18 or b.is_overridden) and (not $19 or b.open_alerts > 0)
          and ($20::text is null or b.cause = $20) and (not $26 or b.trend_note = 'NEW') and (not $27 or b.renewal_on is null)
        """;

    public Task<Outcome<KeysetPage<PortfolioRow>>> ListAsync(
        ClientScope scope, PortfolioFilter filter, PortfolioSort sort, PortfolioCursor? after, int size, bool withValue, CancellationToken ct) =>
        database.PortalAsync(async (context, token) => Outcome.Of(await ListAsync(context, scope, filter, sort, after, size, withValue, token)), ct);

    public Task<Outcome<KeysetPage<PortfolioRow>>> ExportAsync(
        Caller caller, AuditAct act, ClientScope scope, PortfolioFilter filter, PortfolioSort sort, int most, bool withValue, CancellationToken ct) =>
        database.PortalAsync(caller, act, async (context, token) => Outcome.Of(await ListAsync(context, scope, filter, sort, null, most, withValue, token)), ct);

    public Task<Outcome<PortfolioLook>> LookAsync(
        ClientScope scope, PortfolioFilter filter, PortfolioSort sort, PortfolioCursor? after, int size, bool withValue, CancellationToken ct) => database.PortalAsync(
        async (context, token) => Outcome.Of(new PortfolioLook(
            await ListAsync(context, scope, filter, sort, after, size, withValue, token), await TilesAsync(context, scope, withValue, token), await ChoicesAsync(context, scope, token))),
        ct);

    public Task<Outcome<PortfolioTiles>> TilesAsync(ClientScope scope, bool withValue, CancellationToken ct) => database.PortalAsync(
        async (context, token) => Outcome.Of(await TilesAsync(context, scope, withValue, token)), ct);

    private static async Task<PortfolioTiles> TilesAsync(OpsDbContext context, ClientScope scope, bool withValue, CancellationToken token)
    {
        var rows = await context.ReadAsync(
            $"""
            with {Base}
            select b.band, b.state, b.cause, b.is_stale, count(*)::integer, min(b.computed_at) from base b group by 1, 2, 3, 4
            """,
            r => (
                Band: PlatformCodes.ReadOptional<Band>(r.MaybeText(0)), State: PlatformCodes.ReadOptional<SnapshotState>(r.MaybeText(1)),
                Cause: PlatformCodes.ReadOptional<UnscoredCause>(r.MaybeText(2)), IsStale: r.GetBoolean(3), Count: r.GetInt32(4), At: r.Maybe<DateTimeOffset>(5)),
            token,
            scope.Value());
        var risk = withValue
            ? (await context.ReadAsync(
                $"with {Base} select v.currency, sum(v.arr) from base b join client_success.contract_value v on v.organization_id = b.organization_id where b.band = 'HIGH' group by 1",
                r => (Currency: r.GetString(0), Sum: r.GetDecimal(1)), token, scope.Value())).ToDictionary(v => v.Currency, v => v.Sum, StringComparer.Ordinal)
            : null;
        int Of(Band band) => rows.Where(r => r.Band == band).Sum(r => r.Count);
        return new(
            rows.Sum(r => r.Count), Of(Band.High), Of(Band.Medium), Of(Band.Low), rows.Where(r => r.Band is null).Sum(r => r.Count),
            rows.Where(r => r.IsStale).Sum(r => r.Count),
            rows.Where(r => r.Cause is not null).GroupBy(r => r.Cause!.Value).ToDictionary(g => g.Key, g => g.Sum(r => r.Count)),
            rows.Where(r => r.State is SnapshotState.Insufficient).Sum(r => r.Count), risk, rows.Min(r => r.At), scope.AssignedTo is null,
            rows.Where(r => r.State is not null && !r.IsStale).Sum(r => r.Count));
    }

    private static async Task<PortfolioChoices> ChoicesAsync(OpsDbContext context, ClientScope scope, CancellationToken token)
    {
        var found = await context.ReadAsync(
            $"""
            with held as (select c.* from client_success.client c where c.status = 'ACTIVE' and {ScopeSql.Holds})
            select 'plan', plan, plan from held
            union select 'industry', industry, industry from held where industry is not null
            union select 'tag', tag, tag from held, unnest(tags) tag
            union select 'lead', h.lead_id::text, p.display_name from held h join access.operator_name p on p.operator_id = h.lead_id
            order by 1, 3 limit 500
            """,
            r => (Kind: r.GetString(0), Value: r.GetString(1), Text: r.GetString(2)), token, scope.Value());
        List<string> Of(string kind) => [.. found.Where(f => string.Equals(f.Kind, kind, StringComparison.Ordinal)).Select(f => f.Value)];
        return new(
            Of("plan"), Of("industry"), Of("tag"),
            [.. found.Where(f => f.Kind is "lead").Select(f => (new OperatorId(Guid.Parse(f.Value)), f.Text))]);
    }

    private async Task<KeysetPage<PortfolioRow>> ListAsync(
        OpsDbContext context, ClientScope scope, PortfolioFilter filter, PortfolioSort sort, PortfolioCursor? after, int size, bool withValue, CancellationToken ct)
    {
        var (first, second) = Keys(sort);
        // Numbers turn by their sign, so that what is unknown stays last; a name can only turn with the whole order.
        var way = sort is PortfolioSort.NameDescending ? (After: "<", Order: "desc") : (After: ">", Order: "asc");
        var (least, most) = filter.Size switch
        {
            SizeBand.UpTo100 => (1, 100), SizeBand.UpTo500 => (101, 500), SizeBand.UpTo2000 => (501, 2000), SizeBand.Over2000 => (2001, int.MaxValue), _ => ((int?)null, (int?)null),
        };
        var value = withValue
            ? ("v.arr, v.currency, v.as_of, v.source, coalesce(v.loaded_at < access.now() - interval '7 days', false)", "left join client_success.contract_value v on v.organization_id = b.organization_id")
            : ("null::numeric, null::text, null::date, null::text, false", "");
        var rows = await context.ReadAsync(
            $"""
            with {Base},
            keyed as (select b.*, {first} as k1, {second} as k2, count(*) over () as total from base b where {Wanted})
            select b.organization_id, b.name, b.domain, b.plan, b.day, b.state, b.cause, b.score, b.band, b.computed_band, b.is_overridden, b.trend, b.trend_delta,
                b.trend_note, b.coverage, b.flags, b.is_stale, b.computed_at, b.renewal_on, b.renewal_on - (access.now() at time zone $28)::date, b.lead_id, p.display_name,
                b.last_contact_at, b.open_alerts, b.k1, b.k2, b.total, {value.Item1}
            from keyed b
            left join access.operator_name p on p.operator_id = b.lead_id
            {value.Item2}
            where $21::numeric is null or (b.k1, b.k2, b.name, b.organization_id) {way.After} ($21, $22, $23, $24)
            order by b.k1 {way.Order}, b.k2 {way.Order}, b.name {way.Order}, b.organization_id {way.Order} limit $25
            """,
            r => (Row: Read(r), K1: r.GetDecimal(24), K2: r.GetDecimal(25), Total: r.GetInt64(26)),
            ct,
            scope.Value(), ScopeSql.Typed(filter.Text, NpgsqlDbType.Text), filter.Bands.Select(b => b.Stored()).ToArray(), filter.WithoutBand,
            ScopeSql.Typed(filter.Trend?.Stored(), NpgsqlDbType.Text), ScopeSql.Typed(filter.ScoreFrom, NpgsqlDbType.Numeric), ScopeSql.Typed(filter.ScoreTo, NpgsqlDbType.Numeric),
            ScopeSql.Typed(filter.CoverageUnder, NpgsqlDbType.Numeric), ScopeSql.Typed(filter.RenewalWithin, NpgsqlDbType.Integer), ScopeSql.Typed(filter.Industry, NpgsqlDbType.Text),
            ScopeSql.Typed(least, NpgsqlDbType.Integer), ScopeSql.Typed(most, NpgsqlDbType.Integer), ScopeSql.Typed(filter.Plan, NpgsqlDbType.Text),
            ScopeSql.Typed(filter.Lead?.Value, NpgsqlDbType.Uuid), ScopeSql.Typed(filter.Tag, NpgsqlDbType.Text), filter.Flag.Stored(), filter.StaleOnly, filter.OverriddenOnly,
            filter.WithOpenAlertOnly, ScopeSql.Typed(filter.Cause?.Stored(), NpgsqlDbType.Text), ScopeSql.Typed(after?.First, NpgsqlDbType.Numeric),
            ScopeSql.Typed(after?.Second, NpgsqlDbType.Numeric), ScopeSql.Typed(after?.Name, NpgsqlDbType.Text), ScopeSql.Typed(after?.Id, NpgsqlDbType.Uuid), size + 1, filter.NewOnly, filter.WithoutRenewal, calendar.Zone);

        var page = rows.Take(size).ToList();
        var sparks = size > ClientPortfolio.PageMost ? null : await SparksAsync(context, page.ConvertAll(r => r.Row), ct);
        var next = rows.Count > size ? new PortfolioCursor(page[^1].K1, page[^1].K2, page[^1].Row.Name, page[^1].Row.Tenant.Value).ToString() : null;
        return new(page.ConvertAll(r => sparks is null ? r.Row : sparks(r.Row)), next, rows.Count > 0 ? rows[0].Total : 0);
    }

    private static async Task<Func<PortfolioRow, PortfolioRow>> SparksAsync(OpsDbContext context, List<PortfolioRow> rows, CancellationToken ct)
    {
        var last = rows.Max(r => r.Day);
        if (last is not { } day)
            return row => row;
        var first = day.AddDays(-89);
        var batch = new ReadBatch(context);
        var read = batch.Ask(
            "select organization_id, day, score from client_success.health_snapshot where organization_id = any ($1) and day >= $2 and score is not null",
            r => (Tenant: r.GetGuid(0), Day: r.GetFieldValue<DateOnly>(1), Score: r.GetDecimal(2)),
            rows.Select(r => r.Tenant.Value).ToArray(), first);
        var models = batch.AskModelMarkers(first, day);
        await batch.SendAsync(ct);
        var scores = read.ToLookup(s => s.Tenant);
        return row =>
        {
            var of = scores[row.Tenant.Value].ToDictionary(s => s.Day, s => s.Score);
            return row with
            {
                Spark = [.. Enumerable.Range(0, 90).Select(i => of.TryGetValue(first.AddDays(i), out var score) ? score : (decimal?)null)],
                SparkTo = day,
                SparkMarkers = models,
            };
        };
    }

    // Two numbers that sort; name and id break ties. Nothing sorts by money.
    private static (string First, string Second) Keys(PortfolioSort sort)
    {
        const string renewal = "coalesce(b.renewal_on - date '2000-01-01', 1000000)::numeric";
        return sort switch
        {
            PortfolioSort.Name or PortfolioSort.NameDescending => ("0::numeric", "0::numeric"),
            PortfolioSort.Score => ("coalesce(b.score, 1000)", "0::numeric"),
            PortfolioSort.ScoreDescending => ("coalesce(-b.score, 1000)", "0::numeric"),
            PortfolioSort.TrendDelta => ("coalesce(b.trend_delta, 1000)", "0::numeric"),
            PortfolioSort.TrendDeltaDescending => ("coalesce(-b.trend_delta, 1000)", "0::numeric"),
            PortfolioSort.Renewal => (renewal, "0::numeric"),
            PortfolioSort.RenewalDescending => ("coalesce(date '2000-01-01' - b.renewal_on, 1000000)::numeric", "0::numeric"),
            PortfolioSort.Coverage => ("coalesce(b.coverage, -1)", "0::numeric"),
            PortfolioSort.CoverageDescending => ("coalesce(-b.coverage, 1)", "0::numeric"),
            PortfolioSort.LastContact => ("coalesce(extract(epoch from b.last_contact_at), 0)::numeric", "0::numeric"),
            PortfolioSort.LastContactDescending => ("coalesce(-extract(epoch from b.last_contact_at), 0)::numeric", "0::numeric"),
            _ => ("(case b.band when 'HIGH' then 0 when 'MEDIUM' then 2 when 'LOW' then 3 else 1 end)::numeric", renewal),
        };
    }

    private static PortfolioRow Read(NpgsqlDataReader r) => new(
        new(r.GetGuid(0)), r.GetString(1), r.MaybeText(2), r.GetString(3), r.Maybe<DateOnly>(4), PlatformCodes.ReadOptional<SnapshotState>(r.MaybeText(5)),
        PlatformCodes.ReadOptional<UnscoredCause>(r.MaybeText(6)), r.Maybe<decimal>(7), PlatformCodes.ReadOptional<Band>(r.MaybeText(8)),
        PlatformCodes.ReadOptional<Band>(r.MaybeText(9)), r.GetBoolean(10), PlatformCodes.ReadOptional<Trend>(r.MaybeText(11)), r.Maybe<decimal>(12),
        PlatformCodes.ReadOptional<TrendNote>(r.MaybeText(13)), r.Maybe<decimal>(14), HealthCodes.Flags(r.GetFieldValue<string[]>(15)), r.GetBoolean(16),
        r.Maybe<DateTimeOffset>(17), r.Maybe<DateOnly>(18), r.Maybe<int>(19), r.Maybe<Guid>(20) is { } lead ? new OperatorId(lead) : null, r.MaybeText(21),
        r.Maybe<DateTimeOffset>(22), r.GetInt32(23), [],
        r.Maybe<decimal>(27) is { } arr ? new ContractValue(arr, r.GetString(28), r.GetFieldValue<DateOnly>(29), r.GetString(30), r.GetBoolean(31)) : null);
}
