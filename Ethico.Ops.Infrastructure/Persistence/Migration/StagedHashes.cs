using Ethico.Ops.Infrastructure.Imports.Validation;
using Npgsql;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Which rows of a run have one of some hashes, without an index over the rows: sorted blocks of the pass, and what changed since.</summary>
internal static class StagedHashes
{
    private static readonly CopyTable Blocks = new("staged_hashes", "kind text, low bigint, hashes bigint[], row_numbers int[]");

    /// <summary>At the end of a pass, in its last transaction.</summary>
    public static async Task PutHashesAsync(this OpsDbContext context, RunScope scope, SharedHashes hashes, CancellationToken ct)
    {
        var buffer = new CopyBuffer();
        hashes.WriteBlocks(buffer, Blocks.ColumnCount);
        await Blocks.FillAsync(context.Connection(), scope.Tenant, scope.Run, buffer, ct);
        await context.CommandAsync(
            "update migration.row_passes set hashed_at = made_at where organization_id = $1 and run_id = $2", ct, scope.Tenant.Value, scope.Run.Value);
    }

    /// <summary>What rows have after they were mapped anew.</summary>
    public static async Task AddHashesAsync(this OpsDbContext context, RunScope scope, IReadOnlyCollection<(long Hash, int Row)> hashes, CancellationToken ct)
    {
        if (hashes.Count == 0)
            return;
        await context.CommandAsync(
            """
            insert into migration.staged_hash_changes (organization_id, run_id, hash, row_number)
            select $1, $2, h.hash, h.row_number from unnest($3::bigint[], $4::int[]) h (hash, row_number)
            on conflict do nothing
            """,
            ct, scope.Tenant.Value, scope.Run.Value, hashes.Select(h => h.Hash).ToArray(), hashes.Select(h => h.Row).ToArray());
    }

    /// <summary>
    /// Rows that have one of these or had it once: the row itself says. Null where the pass left no hashes (one of an older version did it):
    /// then only the rows can tell.
    /// </summary>
    public static async Task<int[]?> RowsOfAsync(this OpsDbContext context, RunScope scope, long[] hashes, CancellationToken ct)
    {
        await using var command = context.Command(
            """
            select p.hashed_at is not null and p.hashed_at = p.made_at, array(
                select e.row_number
                from unnest($3::bigint[]) h (hash)
                cross join (values ('KEY'), ('REFERENCE'), ('REPORT'), ('TEXT')) k (kind)
                cross join lateral (
                    select b.hashes, b.row_numbers from migration.staged_hashes b
                    where b.organization_id = $1 and b.run_id = $2 and b.kind = k.kind and b.low <= h.hash
                    order by b.low desc limit 1) b
                cross join lateral unnest(b.hashes, b.row_numbers) e (hash, row_number)
                where e.hash = h.hash
                union
                select c.row_number from migration.staged_hash_changes c
                where c.organization_id = $1 and c.run_id = $2 and c.hash = any($3))
            from migration.row_passes p where p.organization_id = $1 and p.run_id = $2
            """,
            scope.Tenant.Value, scope.Run.Value, hashes);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) && reader.GetBoolean(0) ? reader.GetFieldValue<int[]>(1) : null;
    }
}
