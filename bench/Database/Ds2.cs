using System.Globalization;
using Ethico.Ops.Bench.Harness;

namespace Ethico.Ops.Bench.Database;

/// <summary>50 M usage events of 400 days over 10,000 tenants, Zipf.</summary>
internal static class Ds2
{
    public const int Tenants = 10_000;
    public const long Events = 50_000_000;
    private const int Days = 400;

    /// <summary>Midnight after the last day there is.</summary>
    public static readonly DateTimeOffset Anchor = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static Task<string> EnsureAsync(RunOptions options) =>
        Dataset.EnsureAsync("ds2", options, async admin =>
        {
            var sizes = string.Create(
                CultureInfo.InvariantCulture,
                $"""
                select set_config('bench.tenants', '{options.Of(Tenants)}', false), set_config('bench.events', '{Math.Max(1, Events * options.Scale):F0}', false);
                set session_replication_role = replica;
                set timezone = 'UTC';

                """);
            await Sql.ExecuteAsync(admin, sizes + await Sql.TextAsync("ds2.sql"));
            // A month a lane: a core each, and nothing in common but the log.
            await Parallel.ForEachAsync(
                Months(), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, async (month, _) => await FillAsync(admin, sizes, month));
            await Sql.ExecuteAsync(
                admin,
                """
                alter table platform.usage_events add constraint usage_events_pkey primary key (organization_id, occurred_at, id);
                comment on index platform.usage_events_pkey is 'usage of one tenant in a window; an event sent twice'
                """);
        });

    private static async Task FillAsync(string admin, string sizes, DateTimeOffset month)
    {
        var table = string.Create(CultureInfo.InvariantCulture, $"usage_events_{month:yyyy_MM}");
        var span = string.Create(CultureInfo.InvariantCulture, $"'{month:yyyy-MM-dd} UTC', '{month.AddMonths(1):yyyy-MM-dd} UTC'");
        await Sql.ExecuteAsync(
            admin,
            $"""
            {sizes}
            select bench.fill({span}, false);
            select bench.fill({span}, true);
            alter table platform.{table} add constraint {table}_pkey primary key (organization_id, occurred_at, id)
            """);
        await Sql.ExecuteAsync(admin, $"vacuum (analyze) platform.{table}");
    }

    private static IEnumerable<DateTimeOffset> Months()
    {
        var first = Anchor.AddDays(-Days);
        for (var month = new DateTimeOffset(first.Year, first.Month, 1, 0, 0, 0, TimeSpan.Zero); month < Anchor; month = month.AddMonths(1))
            yield return month;
    }
}
