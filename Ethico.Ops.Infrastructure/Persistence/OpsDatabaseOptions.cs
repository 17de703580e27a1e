namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>How long a door waits before it answers "busy" or "too slow" instead of hanging (quality.md E1, E2, E4).</summary>
internal sealed record OpsDatabaseOptions
{
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan JobStatementTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a deadlock or serialization failure is tried again.</summary>
    public int Retries { get; init; } = 3;
}
