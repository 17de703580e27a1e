namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>How long a door waits before it answers "busy" or "too slow" instead of hanging (quality.md E1, E2, E4).</summary>
internal sealed record OpsDatabaseOptions
{
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a read of a page waits for the others of the same session.</summary>
    public TimeSpan LanePatience { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan JobStatementTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// An import that stands still inside a batch for so long is ended by the server: a suspended worker's locks must not hold up
    /// the one that took over (migration.md 4.6: writing again within 30 seconds).
    /// </summary>
    public TimeSpan ImportIdleTimeout { get; init; } = TimeSpan.FromSeconds(12);

    /// <summary>How often a deadlock or serialization failure is tried again.</summary>
    public int Retries { get; init; } = 3;
}
