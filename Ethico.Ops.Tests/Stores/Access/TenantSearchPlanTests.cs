using System.Data.Common;
using System.Text.RegularExpressions;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Tenants;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Access;

/// <summary>The switcher's search as it is prepared, without knowing its values: a mistake here is only slow, and only with many tenants.</summary>
public sealed class TenantSearchPlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_prepared_search_reads_no_table_of_tenants_whole()
    {
        var plan = await PlanAsync();

        plan.Should().NotContain("Seq Scan on organizations").And.NotContain("Seq Scan on organization_domains");
    }

    [Fact]
    public async Task A_prepared_search_finds_beginnings_by_a_range_of_the_index()
    {
        var plan = await PlanAsync();

        plan.Should().MatchRegex(@"Index Cond: \(\(search_name >= \$\d+\) AND \(search_name < \$\d+\)\)");
        plan.Should().MatchRegex(@"Index Cond: \(\(domain >= \$\d+\) AND \(domain < \$\d+\)\)");
    }

    [Fact]
    public async Task A_prepared_search_finds_words_inside_and_likeness_by_the_trigram_index()
    {
        var plan = await PlanAsync();

        plan.Should().Contain("Index Cond: (search_name ~~ $").And.Contain("Index Cond: (search_name % $");
    }

    private async Task<string> PlanAsync()
    {
        var seen = new Seen();
        await using var world = new World(database, services => services.ConfigureDbContext<OpsDbContext>(options => options.AddInterceptors(seen)));
        await world.Get<TenantDirectory>().SearchAsync(await world.OperatorAsync(Role.SupportTier1), "harbor", default);
        var sql = seen.Texts.Single(text => text.Contains("from found f", StringComparison.Ordinal));
        var count = 0;
        var prepared = Regex.Replace(sql, "@p[0-9]*", _ => $"${++count}", RegexOptions.None, TimeSpan.FromSeconds(1));

        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        // Few rows: that another way is cheaper for now is put aside, that there is no other way is not.
        await using var setting = new NpgsqlCommand(
            $"set enable_seqscan = off; set plan_cache_mode = force_generic_plan; prepare search as {prepared}", connection);
        await setting.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand($"explain (costs off) execute search ({string.Join(", ", Enumerable.Repeat("null", count))})", connection);
        await using var reader = await command.ExecuteReaderAsync();
        List<string> lines = [];
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        await reader.CloseAsync();
        await using var end = new NpgsqlCommand("discard all", connection);
        await end.ExecuteNonQueryAsync();
        return string.Join('\n', lines);
    }

    private sealed class Seen : DbCommandInterceptor
    {
        public List<string> Texts { get; } = [];

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Texts.Add(command.CommandText);
            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
