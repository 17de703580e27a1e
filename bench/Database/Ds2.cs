using System.Globalization;
using Ethico.Ops.Bench.Harness;

namespace Ethico.Ops.Bench.Database;

/// <summary>50 M usage events of 400 days over 10,000 tenants, Zipf.</summary>
internal static class Ds2
{
    public const int Tenants = 10_000;
    public const long Events = 50_000_000;

    /// <summary>Midnight after the last day there is.</summary>
    public static readonly DateTimeOffset Anchor = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    public static Task<string> EnsureAsync(RunOptions options) =>
        Dataset.EnsureAsync("ds2", options, async admin =>
        {
            var sizes = string.Create(
                CultureInfo.InvariantCulture,
                $"select set_config('bench.tenants', '{options.Of(Tenants)}', false), set_config('bench.events', '{Math.Max(1, Events * options.Scale):F0}', false);\n");
            await Sql.ExecuteAsync(admin, sizes + await Sql.TextAsync("ds2.sql"));
        });
}
