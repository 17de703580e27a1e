using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Three things at once: the carrier is read, what was read is hashed (chunks beside each other, since a hash needs only its own
/// entry and what that says stood before it), and the caller follows the chain in order. Holds a few chunks, however long the trail is.
/// </summary>
internal static class AuditReadAhead
{
    private const int Ahead = 4;

    /// <summary>A batch is good until the next is asked for.</summary>
    public static async IAsyncEnumerable<AuditBatch> BatchesAsync(IAsyncEnumerable<AuditChunk> chunks, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var idle = new ConcurrentBag<AuditBatch>();
        var order = Channel.CreateBounded<Task<AuditBatch>>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(chunks, order.Writer, idle, ct, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var work in order.Reader.ReadAllAsync(ct))
            {
                var batch = await work;
                yield return batch;
                idle.Add(batch);
            }
        }
        finally
        {
            // The carrier must be at rest before the caller goes on with it: a chunk under way is read to its end.
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync(
        IAsyncEnumerable<AuditChunk> chunks, ChannelWriter<Task<AuditBatch>> order, ConcurrentBag<AuditBatch> idle, CancellationToken ct, CancellationToken stop)
    {
        try
        {
            await foreach (var chunk in chunks.WithCancellation(ct))
            {
                if (stop.IsCancellationRequested)
                    break;
                await order.WriteAsync(Task.Run(() => Read(chunk, idle), CancellationToken.None), stop);
            }

            order.Complete();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            order.Complete();
        }
        catch (Exception fault)
        {
            // Raised where the caller reads.
            order.Complete(fault);
        }
    }

    private static AuditBatch Read(AuditChunk chunk, ConcurrentBag<AuditBatch> idle)
    {
        using (chunk)
        {
            var batch = idle.TryTake(out var used) ? used : new AuditBatch();
            batch.Clear();
            chunk.ReadInto(batch);
            return batch;
        }
    }
}
