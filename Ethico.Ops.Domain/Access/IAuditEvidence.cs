namespace Ethico.Ops.Domain.Access;

/// <summary>
/// A body of entries with what proves them, read forward: the database in one snapshot, or an export. Order of streams is that
/// of their UTF-8 bytes everywhere.
/// </summary>
public interface IAuditEvidence
{
    AuditExtent Extent { get; }

    /// <summary>When the evidence was taken, by the database's clock.</summary>
    DateTimeOffset TakenAt { get; }

    /// <summary>By number.</summary>
    IAsyncEnumerable<AuditCheckpoint> CheckpointsAsync(CancellationToken ct);

    /// <summary>By checkpoint, then stream. A checkpoint's heads are all here or none.</summary>
    IAsyncEnumerable<AuditHead> HeadsAsync(CancellationToken ct);

    /// <summary>By stream.</summary>
    IAsyncEnumerable<AuditStreamEnd> StreamsAsync(CancellationToken ct);

    /// <summary>By stream, then sequence (filtered: by instant). Null stands for a record that cannot be read.</summary>
    IAsyncEnumerable<AuditEntry?> EntriesAsync(CancellationToken ct);

    /// <summary>The same entries in the same order, for following their chains.</summary>
    IAsyncEnumerable<AuditChunk> ChunksAsync(CancellationToken ct);

    /// <summary>The same entries, each once, in the order that costs their carrier least. Null: it has the one order only.</summary>
    IAsyncEnumerable<AuditChunk>? LooseChunksAsync(CancellationToken ct);

    /// <summary>What the carrier itself shows to be wrong, once everything was read: a file's sum, a signature.</summary>
    AuditBreak? CarrierBreak();
}
