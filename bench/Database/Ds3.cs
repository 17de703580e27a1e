using System.Globalization;
using Ethico.Ops.Bench.Harness;

namespace Ethico.Ops.Bench.Database;

/// <summary>100,000 tenants, 5 M cases, 500,000 users.</summary>
internal static class Ds3
{
    public const int Tenants = 100_000;
    public const int Cases = 5_000_000;
    public const int Accounts = 500_000;

    public static Task<string> EnsureAsync(RunOptions options) =>
        Dataset.EnsureAsync("ds3", options, async admin =>
        {
            var sizes = string.Create(
                CultureInfo.InvariantCulture,
                $"select set_config('bench.tenants', '{Tenants * options.Scale:F0}', false), set_config('bench.cases', '{Cases * options.Scale:F0}', false), set_config('bench.accounts', '{Accounts * options.Scale:F0}', false);\n");
            await Sql.ExecuteAsync(admin, sizes + await Sql.TextAsync("ds3.sql"));
        });
}
