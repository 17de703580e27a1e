using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Npgsql;

namespace Ethico.Ops.Bench.ClientSuccess;

/// <summary>
/// P7: one night after another, each with its day's events, its scores, trends, bands and alerts. P8: the same from nothing but the
/// raw events; against a bare count over all of them, and against doing it tenant by tenant.
/// </summary>
internal static class NightBench
{
    private const int Alone = 200;

    public static async Task<IReadOnlyList<Figure>> NightAsync(RunOptions options, CancellationToken ct)
    {
        await using var run = await NightRun.StartAsync("copy", options, options.Pairs + 1, prepare: null, ct);
        var pairs = await Pairs.MeasureAsync("night s", options.Pairs, _ => CountAsync(run.Portal, options), run.NextAsync, ct);
        return [Figure.Of("P7", string.Create(CultureInfo.InvariantCulture, $"a night over {options.Of(Ds2.Tenants):N0} tenants ÷ bare count of {Events(options):N0} events"), 0.5, 0.25, pairs, Absolutes(pairs))];
    }

    public static async Task<IReadOnlyList<Figure>> RebuildAsync(RunOptions options, CancellationToken ct)
    {
        var database = await AnewAsync(await Ds2.EnsureAsync(options));
        var clock = new SteppedClock();
        await using var portal = await Portal.OnAsync(database, capture: null, clock);
        var day = DateOnly.FromDateTime(Ds2.Anchor.UtcDateTime).AddDays(-1);
        var pairs = await Pairs.MeasureAsync(
            "rebuild s", options.Pairs, _ => CountAsync(portal, options), async token =>
            {
                await EmptyAsync(portal);
                var begun = Stopwatch.GetTimestamp();
                await ThroughAsync(portal, clock, day, token);
                var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
                await CheckAsync(portal, options, day);
                return seconds;
            }, ct);
        var loop = await LoopAsync(portal, options, day, ct);
        await DropAsync(database);
        return
        [
            Figure.Of("P8", string.Create(CultureInfo.InvariantCulture, $"rebuild of all roll-ups and 35 days of scores ÷ bare count of {Events(options):N0} events"), 15, 8, pairs, Absolutes(pairs)),
            new Figure(
                "P8b", string.Create(CultureInfo.InvariantCulture, $"the same ÷ tenant by tenant, by {Alone} of them"), 0.02, 0.02, pairs.OursMedian / loop,
                string.Create(CultureInfo.InvariantCulture, $"loop {loop:F0} s, ours {pairs.OursMedian:F1} s")) { Format = "F4" },
        ];
    }

    private static long Events(RunOptions options) => (long)(Ds2.Events * options.Scale);

    private static string Absolutes(Pairs pairs) =>
        string.Create(CultureInfo.InvariantCulture, $"baseline {pairs.BaselineMedian:F2} s, ours {pairs.OursMedian:F2} s");

    // What comes after the first night is not there yet: a night reads what arrived since the one before, and nothing of the future.
    internal static async Task HoldBackAsync(Portal portal, DateOnly day)
    {
        await Sql.ExecuteAsync(portal.Admin, "create table bench.to_come as select * from platform.usage_events where ingested_at > $1", NightAfter(day));
        await Sql.ExecuteAsync(portal.Admin, "delete from platform.usage_events where ingested_at > $1", NightAfter(day));
        await Sql.ExecuteAsync(portal.Admin, "vacuum (analyze) platform.usage_events");
    }

    internal static Task ArriveAsync(Portal portal, DateOnly day) => Sql.ExecuteAsync(
        portal.Admin,
        """
        with come as (delete from bench.to_come where ingested_at <= $1 returning *)
        insert into platform.usage_events select * from come order by ingested_at
        """,
        NightAfter(day));

    // At three in the morning after the day.
    internal static DateTimeOffset NightAfter(DateOnly day) => new(day.AddDays(1), new TimeOnly(3, 0), TimeSpan.Zero);

    private static async Task<double> CountAsync(Portal portal, RunOptions options)
    {
        var begun = Stopwatch.GetTimestamp();
        var events = await Sql.ValueAsync<long>(portal.Admin, "select count(*) from platform.usage_events");
        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        var toCome = await Sql.ValueAsync<bool>(portal.Admin, "select to_regclass('bench.to_come') is not null")
            ? await Sql.ValueAsync<long>(portal.Admin, "select count(*) from bench.to_come")
            : 0;
        return events + toCome == Events(options) ? seconds : throw new InvalidOperationException($"{events} events, {toCome} to come.");
    }

    internal static async Task ThroughAsync(Portal portal, SteppedClock clock, DateOnly day, CancellationToken ct)
    {
        List<string> taken = [];
        clock.Now = NightAfter(day);
        // The database's clock, too: until when a day was counted is told by it.
        await Sql.ExecuteAsync(
            portal.Admin,
            string.Create(
                CultureInfo.InvariantCulture,
                $"create or replace function access.now() returns timestamptz language sql stable set search_path = '' as $$ select clock_timestamp() - interval '{(TimeProvider.System.GetUtcNow() - clock.Now).TotalSeconds:F0} seconds' $$"));
        // Which may have gone back: nobody else holds a lease here.
        await Sql.ExecuteAsync(portal.Admin, "delete from client_success.lease where until_at < 'infinity'");
        var fire = new JobFire("client-night", clock.Now, "bench");
        foreach (var kind in (NightKind[])[NightKind.Rollup, NightKind.Score])
        {
            var (begun, used) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var result = await portal.Get<ClientNight>().RunAsync(fire, kind, day, ct);
            taken.Add(string.Create(CultureInfo.InvariantCulture, $"{kind} {Stopwatch.GetElapsedTime(begun).TotalSeconds:F2} s ({(Environment.CpuUsage.TotalTime - used).TotalSeconds:F2} of the program's processor time)"));
            if (!result.IsAllowed || result.Value.State is not NightState.Completed)
                throw new InvalidOperationException($"{kind} of {day:O}: {result.Refusal?.Code} {(result.IsAllowed ? result.Value.State : null)}.");
        }

        Console.WriteLine($"    {day:O}: {string.Join(", ", taken)}");
    }

    // Every tenant scored, and the day's sign-ins counted as a plain statement counts them.
    internal static async Task CheckAsync(Portal portal, RunOptions options, DateOnly day)
    {
        var scored = await Sql.ValueAsync<long>(portal.Admin, "select count(*) from client_success.health_snapshot where day = $1 and state <> 'UNSCORED'", day);
        var counted = await Sql.ValueAsync<long>(portal.Admin, "select sum(sign_ins)::bigint from client_success.usage_day where day = $1", day);
        var plain = await Sql.ValueAsync<long>(
            portal.Admin,
            """
            select count(*) from platform.usage_events
            where occurred_at >= $1 and occurred_at < $1 + interval '1 day' and kind = 'SIGN_IN' and actor_kind = 'CLIENT' and succeeded and ingested_at <= $1 + interval '27 hours'
            """,
            new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero));
        // What came later than the night is in the table already, but is counted by a later one: at most a thousandth.
        if (scored != options.Of(Ds2.Tenants) || counted < plain || counted > plain * 1.01 + 5)
            throw new InvalidOperationException($"{day:O}: {scored} scored, {counted} sign-ins for {plain}.");
    }

    private static Task EmptyAsync(Portal portal) => Sql.ExecuteAsync(
        portal.Admin,
        """
        truncate client_success.account_use, client_success.usage_day, client_success.usage_period,
            client_success.campaign_line, client_success.ticket_line, client_success.case_week, client_success.health_snapshot, client_success.run,
            client_success.owed_day, client_success.alert, client_success.cs_task
        """);

    /// <summary>Seconds that all tenants would take one by one, from some of every size.</summary>
    private static async Task<double> LoopAsync(Portal portal, RunOptions options, DateOnly day, CancellationToken ct)
    {
        var every = Math.Max(1, options.Of(Ds2.Tenants) / Alone);
        var some = await Sql.ValuesAsync<Guid>(portal.Admin, $"select id from bench.tenant where r % {every} = 0 order by r limit {Alone}");
        var book = portal.Get<INightBook>();
        var lease = (await book.TakeLeaseAsync("bench", ct)).Value ?? throw new InvalidOperationException("The lease is taken.");
        var begun = Stopwatch.GetTimestamp();
        foreach (var tenant in some.Select(id => new OrganizationId(id)))
        {
            await book.RollUpAsync(lease, new RollUpWish(day.AddDays(-179), day, null, [tenant]), ct);
            var input = await book.ScoringAsync(day, [tenant], rebuild: true, ct);
            await book.WriteAsync(lease, Guid.CreateVersion7(), SnapshotMaker.Make(input.Value, new HashSet<DateOnly>()), ct);
        }

        var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        await book.ReleaseAsync(lease, ct);
        return seconds / some.Count * options.Of(Ds2.Tenants);
    }

    internal static async Task<string> AnewAsync(string template, string suffix = "copy")
    {
        var copy = $"{template}_{suffix}";
        NpgsqlConnection.ClearAllPools();
        var maintenance = await BenchServer.AdminAsync("postgres");
        await Sql.ExecuteAsync(maintenance, $"drop database if exists {copy} with (force)");
        await Sql.ExecuteAsync(maintenance, $"create database {copy} template {template} strategy file_copy");
        // Grants on a database are not copied with it.
        await Sql.ExecuteAsync(maintenance, $"grant temporary on database {copy} to ops_jobs");
        return copy;
    }

    internal static async Task DropAsync(string database)
    {
        NpgsqlConnection.ClearAllPools();
        await Sql.ExecuteAsync(await BenchServer.AdminAsync("postgres"), $"drop database if exists {database} with (force)");
    }

    internal sealed class SteppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
