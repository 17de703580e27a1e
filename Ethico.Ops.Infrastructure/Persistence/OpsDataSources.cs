using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>
/// The two pools: what people wait for, and scheduled work. Bounded, so that a flood fails fast with a sentence instead of
/// taking the server's last connection (quality.md E1).
/// </summary>
internal sealed class OpsDataSources : IAsyncDisposable
{
    /// <summary>As many units of work of people as run at once; the next waits five seconds and is then refused in words.</summary>
    public const int PortalConnections = 40;

    public OpsDataSources(string connection)
    {
        Portal = Build(connection, "ethico-ops", PortalConnections);
        Jobs = Build(connection, "ethico-ops-jobs", 10);
        Listener = Build(connection, "ethico-ops-listener", 1, keepAlive: 30);
    }

    public NpgsqlDataSource Portal { get; }

    public NpgsqlDataSource Jobs { get; }

    /// <summary>For the one connection that waits for signals; a ping each half minute notices a peer that went away silently.</summary>
    public NpgsqlDataSource Listener { get; }

    public async ValueTask DisposeAsync()
    {
        await Portal.DisposeAsync();
        await Jobs.DisposeAsync();
        await Listener.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string connection, string name, int size, int keepAlive = 0)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = name,
            MaxPoolSize = size,
            Timeout = 5,
            // What is sent a fifth time on a connection is prepared there: planning the directory's search takes longer than running it.
            MaxAutoPrepare = 40,
            // What reads at length (a verification, an export) is woken a quarter as often.
            ReadBufferSize = 32 * 1024,
            // What is written in bulk goes in pieces of this.
            WriteBufferSize = 64 * 1024,
            KeepAlive = keepAlive,
            // Parameters never reach a log or an error page.
            IncludeErrorDetail = false,
        };
        // Metrics carry a pool's name, which otherwise is its connection string with host and login.
        return new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name }.Build();
    }
}
