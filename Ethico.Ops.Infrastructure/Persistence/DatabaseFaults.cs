using System.Net.Sockets;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>Which faults of the database are answers to a person (a refusal), which are worth another try, and which are bugs.</summary>
internal static class DatabaseFaults
{
    public static bool IsWorthAnotherTry(Exception fault) =>
        Inner(fault) is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    /// <summary>Null: not an answer, a bug. It goes on as an exception to the error page.</summary>
    public static Refusal? AsRefusal(Exception fault) => Inner(fault) switch
    {
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure } => AccessRefusals.Busy,
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled } => AccessRefusals.TooSlow,
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => AccessRefusals.DatabaseReadOnly,
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.AdminShutdown
            or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } => AccessRefusals.DatabaseAway,
        PostgresException => null,
        NpgsqlException or SocketException or TimeoutException => AccessRefusals.DatabaseAway,
        _ => null,
    };

    public static string? ViolatedConstraint(Exception fault) => (Inner(fault) as PostgresException)?.ConstraintName;

    private static Exception Inner(Exception fault) => fault is DbUpdateException or InvalidOperationException && fault.InnerException is { } inner
        ? Inner(inner)
        : fault;
}
