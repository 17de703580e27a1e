using System.Net.Sockets;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Postgres;

/// <summary>Opens connections at start-up, and says in one sentence why one cannot be had.</summary>
internal static class ServerProbe
{
    /// <summary>
    /// A connection of its own, outside any pool: what start-up does must leave nothing behind. Retries for ten seconds a server
    /// that says it is about to be ready.
    /// </summary>
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken ct)
    {
        var settings = Read(connectionString);
        settings.Pooling = false;
        for (var attempt = 0; ; attempt++)
        {
            var connection = new NpgsqlConnection(settings.ConnectionString);
            try
            {
                await connection.OpenAsync(ct);
                if (connection.PostgreSqlVersion.Major < PostgresBinaries.OldestMajor)
                    throw new StartRefused($"The database server at {Place(settings)} is PostgreSQL {connection.PostgreSqlVersion}, and version {PostgresBinaries.OldestMajor} or newer is needed.");

                return connection;
            }
            catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.CannotConnectNow && attempt < 40)
            {
                await connection.DisposeAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, ct);
            }
            catch (Exception error)
            {
                await connection.DisposeAsync();
                if (Sentence(error, settings) is { } sentence)
                    throw new StartRefused(sentence, error);
                throw;
            }
        }
    }

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException error)
        {
            throw new StartRefused("The connection string ConnectionStrings:Ops (or OpsAdmin) cannot be read: it is written Host=…;Database=…;Username=…;Password=….", error);
        }
    }

    private static string? Sentence(Exception error, NpgsqlConnectionStringBuilder settings) => error switch
    {
        StartRefused => null,
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"The database server at {Place(settings)} does not accept the login {settings.Username}: check user name and password in the connection string.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"The database server at {Place(settings)} has no database {settings.Database}: create it, or name another in the connection string.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            $"The login {settings.Username} may not connect to database {settings.Database} at {Place(settings)}.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            $"The database server at {Place(settings)} has no connection left: close others, or raise its max_connections.",
        PostgresException { SqlState: PostgresErrorCodes.CannotConnectNow } =>
            $"The database server at {Place(settings)} is still starting, or shutting down: try again in a minute.",
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } or TimeoutException =>
            $"The database server at {Place(settings)} does not answer: start it, or check host and port in the connection string.",
        NpgsqlException { InnerException: null } when settings.Password is not { Length: > 0 } =>
            $"The database server at {Place(settings)} asks for a password for {settings.Username}, and the connection string has none.",
        _ => null,
    };

    private static string Place(NpgsqlConnectionStringBuilder settings) =>
        settings.Host is { Length: > 0 } host && host[0] is '/' or '@' ? settings.Host : $"{settings.Host}:{settings.Port}";
}
