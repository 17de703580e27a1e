using Ethico.Ops.Domain.ClientSuccess;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>A reader's scope inside a statement: $1 is the person whose assignments count now, or null for all.</summary>
internal static class ScopeSql
{
    /// <summary>Of c = client_success.client.</summary>
    public const string Holds = """
        ($1::uuid is null or exists (
            select from access.assignment a where a.operator_id = $1 and a.organization_id = c.organization_id
              and a.from_at <= access.now() and (a.until_at is null or a.until_at > access.now())))
        """;

    public static NpgsqlParameter Value(this ClientScope scope) => Typed(scope.AssignedTo?.Value, NpgsqlDbType.Uuid);

    public static NpgsqlParameter Typed(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };

    public static async Task<bool> IsInAsync(OpsDbContext context, ClientScope scope, Guid tenant, CancellationToken ct) => (await context.ReadAsync(
        $"select 1 from client_success.client c where c.organization_id = $2 and {Holds}", _ => true, ct, scope.Value(), tenant)).Count > 0;
}
