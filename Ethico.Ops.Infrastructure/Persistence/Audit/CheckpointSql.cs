using Ethico.Ops.Domain.Access;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>What sealing does in the database.</summary>
internal static class CheckpointSql
{
    /// <summary>One sealer at a time, on every node; held until the transaction ends.</summary>
    public static Task LockSealsAsync(this OpsDbContext context, CancellationToken ct) =>
        context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('ops-audit-seals'))", ct);

    public static Task<DateTimeOffset> NowAsync(this OpsDbContext context, CancellationToken ct) =>
        context.Database.SqlQuery<DateTimeOffset>($"""select access.now() as "Value" """).SingleAsync(ct);

    /// <summary>Where each stream stands that no checkpoint has sealed there.</summary>
    public static async Task<List<AuditHead>> MovedHeadsAsync(this OpsDbContext context, long checkpoint, CancellationToken ct)
    {
        var heads = context.Set<CheckpointHeadRow>();
        var moved = await context.Set<AuditStreamRow>()
            .Where(stream => !heads.Any(head => head.Stream == stream.Stream && head.Sequence == stream.LastSequence && head.Hash == stream.LastHash))
            .OrderBy(stream => stream.Stream).ToListAsync(ct);
        return moved.ConvertAll(stream => new AuditHead(checkpoint, stream.Stream, stream.LastSequence, stream.LastHash));
    }

    public static async Task InsertAsync(this OpsDbContext context, AuditCheckpoint made, IReadOnlyCollection<AuditHead> heads, CancellationToken ct)
    {
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into access.checkpoint (number, made_at, made_by, head_count, heads_hash, previous_seal, seal, signature, key_id, public_key)
            values ({made.Number}, {made.MadeAt}, {made.MadeBy}, {made.HeadCount}, {made.HeadsHash.ToArray()}, {made.PreviousSeal.ToArray()},
                {made.Seal.ToArray()}, {made.Signature.ToArray()}, {made.KeyId}, {made.PublicKey.ToArray()})
            """,
            ct);
        var streams = heads.Select(head => head.Stream).ToArray();
        var sequences = heads.Select(head => head.Sequence).ToArray();
        var hashes = heads.Select(head => head.Hash.ToArray()).ToArray();
        await context.Database.ExecuteSqlAsync(
            $"""
            insert into access.checkpoint_head (checkpoint, stream, sequence, hash)
            select {made.Number}, h.stream, h.sequence, h.hash from unnest({streams}, {sequences}, {hashes}) as h (stream, sequence, hash)
            """,
            ct);
    }
}
