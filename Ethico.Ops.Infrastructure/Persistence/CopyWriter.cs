using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>Writes rows into a table by binary COPY as they are made. What was written counts when <see cref="CompleteAsync"/> was called, and not before.</summary>
internal sealed class CopyWriter : IAsyncDisposable
{
    private const int Block = 1 << 16;

    private readonly NpgsqlRawCopyStream to;
    private bool isComplete;

    private CopyWriter(NpgsqlRawCopyStream to) => this.to = to;

    public CopyBuffer Row { get; } = new();

    /// <param name="connection">Free, in the transaction of an open door.</param>
    /// <param name="target">A table without row security, and its columns.</param>
    /// <param name="ct">Of the opening.</param>
    public static async Task<CopyWriter> OpenAsync(NpgsqlConnection connection, string target, CancellationToken ct) =>
        new(await connection.BeginRawBinaryCopyAsync($"copy {target} from stdin (format binary)", ct));

    /// <summary>After rows that are whole.</summary>
    public ValueTask SendAsync(CancellationToken ct) => Row.Length < Block ? ValueTask.CompletedTask : to.WriteAsync(Row.Taken(), ct);

    public async Task CompleteAsync(CancellationToken ct)
    {
        await to.WriteAsync(Row.Sealed(), ct);
        isComplete = true;
        // Says what the table did not take.
        await to.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (isComplete)
            return;
        try
        {
            await to.CancelAsync();
        }
        catch (NpgsqlException)
        {
            // The table refused before it was told: that is already on its way up.
        }
    }
}
