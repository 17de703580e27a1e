using Npgsql;

namespace Ethico.Ops.Infrastructure.Demo;

internal interface IDemoTable
{
    /// <summary>Without its schema, which is platform.</summary>
    string Name { get; }

    int Count { get; }

    /// <summary>Writes the rows in one COPY; foreign keys into the same table are checked at its end.</summary>
    Task CopyAsync(NpgsqlConnection connection, CancellationToken ct);
}
