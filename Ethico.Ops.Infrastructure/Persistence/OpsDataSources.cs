using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>
/// The two pools: what people wait for, and scheduled work. Bounded, so that a flood fails fast with a sentence instead of
/// taking the server's last connection (quality.md E1).
/// </summary>
internal sealed class OpsDataSources : IAsyncDisposable
{
    public OpsDataSources(string connection)
    {
        Portal = Build(connection, "ethico-ops", 40);
        Jobs = Build(connection, "ethico-ops-jobs", 10);
    }

    public NpgsqlDataSource Portal { get; }

    public NpgsqlDataSource Jobs { get; }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Jobs.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string connection, string name, int size)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = name,
            MaxPoolSize = size,
            Timeout = 5,
            // Parameters never reach a log or an error page.
            IncludeErrorDetail = false,
        };
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }
}
