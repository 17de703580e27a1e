using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>The night over the demo clients, each of which is there to show something.</summary>
public sealed class DemoNightTests : IAsyncLifetime
{
    private TestDatabase database = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(TestTemplate.Demo);
        world = new World(database, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor)));
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task CS_27_The_demo_clients_score_as_specified()
    {
        var results = await world.Get<ClientNight>().RunAllAsync(new JobFire("night", TestTemplate.DemoAnchor, "test"), CancellationToken.None);

        results.Refusal.Should().BeNull();
        await using var connection = new Npgsql.NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new Npgsql.NpgsqlCommand(
            """
            select c.name, h.* from client_success.health_snapshot h join client_success.client c using (organization_id)
            where h.day = '2026-06-14' order by 1
            """, connection);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var line = string.Join(" ", Enumerable.Range(0, reader.FieldCount).Where(i => reader.GetName(i) is not ("organization_id" or "day" or "run_id" or "computed_at"))
                .Select(i => reader.IsDBNull(i) ? "-" : reader.GetValue(i) is string[] s ? "[" + string.Join(",", s) + "]" : reader.GetValue(i).ToString()));
            await File.AppendAllTextAsync("/tmp/cs-demo.txt", line + "\n");
        }
    }
}
