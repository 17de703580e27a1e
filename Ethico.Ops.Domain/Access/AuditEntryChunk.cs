using System.Runtime.CompilerServices;

namespace Ethico.Ops.Domain.Access;

/// <summary>Entries that are records in memory.</summary>
public sealed class AuditEntryChunk : AuditChunk
{
    private const int Most = 1000;

    private readonly List<AuditEntry?> entries = [];

    private AuditEntryChunk()
    {
    }

    public static async IAsyncEnumerable<AuditChunk> OfAsync(IAsyncEnumerable<AuditEntry?> entries, [EnumeratorCancellation] CancellationToken ct)
    {
        var chunk = new AuditEntryChunk();
        await foreach (var entry in entries.WithCancellation(ct))
        {
            chunk.entries.Add(entry);
            if (chunk.entries.Count < Most)
                continue;
            yield return chunk;
            chunk = new AuditEntryChunk();
        }

        yield return chunk;
    }

    public override void ReadInto(AuditBatch batch)
    {
        foreach (var entry in entries)
        {
            if (entry is null)
            {
                batch.AddUnreadable();
                continue;
            }

            var fields = new AuditEntryFields(entry);
            batch.Add(ref fields);
        }
    }
}
