using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>The demo clients on the morning after their first night.</summary>
public abstract class DemoGround : IAsyncLifetime
{
    // A copy of the demo database after its first night: the night itself is tried once.
    internal static readonly TestTemplate AfterTheNight = new("demo_night", FillAsync);

    protected static readonly DateOnly Day = new(2026, 6, 14);

    protected TestDatabase Database { get; private set; } = null!;

    protected World World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync(AfterTheNight);
        World = new World(Database, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor)));
    }

    public async ValueTask DisposeAsync()
    {
        await World.DisposeAsync();
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<World> LaterAsync(TimeSpan span)
    {
        await Database.SetClockAsync(TestTemplate.DemoAnchor + span);
        return new World(Database, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor + span)));
    }

    protected async Task<string?> DigestAsync() => await Database.ValueAsync<string>(
        """
        select md5(string_agg(x, '|' order by x)) from (
            select (to_jsonb(h) - 'flags' - 'computed_at' - 'run_id')::text as x from client_success.health_snapshot h
            union all select (to_jsonb(u) - 'rolled_at')::text from client_success.usage_day u where u.day > '2026-03-20'
            union all select to_jsonb(f)::text from client_success.feature_day f where f.day > '2026-03-20'
            union all select to_jsonb(b)::text from client_success.benchmark b) d
        """);

    protected Task<string?> TextAsync(string column, string name) => Database.ValueAsync<string>(
        $"select {column} from client_success.health_snapshot h join client_success.client c using (organization_id) where c.name = $1 and h.day = $2", name, Day);

    protected static JobFire Fire(int day) => new("client-night", TestTemplate.DemoAnchor.AddDays(day), "test");

    private static async Task FillAsync(string admin)
    {
        await TestTemplate.FillWithDemoAsync(admin);
        var app = new Npgsql.NpgsqlConnectionStringBuilder(await PostgresServer.AppAsync(new Npgsql.NpgsqlConnectionStringBuilder(admin).Database!)).ConnectionString;
        await using var night = World.Over(app, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor)));
        var results = await night.GetRequiredService<ClientNight>().RunAllAsync(Fire(0), CancellationToken.None);
        if (!results.IsAllowed || results.Value.Any(r => r.State is not NightState.Completed))
            throw new InvalidOperationException($"The first night: {results.Refusal?.Code}.");
        await night.GetRequiredService<Ethico.Ops.Infrastructure.Persistence.OpsDataSources>().DisposeAsync();
    }
}
