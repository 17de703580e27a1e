using System.Collections.Concurrent;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Room for one chunk, plain or sealed; a few arrays are kept for all uploads together. The framework's own pool keeps some for each
/// thread that ever had one, which came to seventy megabytes for a single upload.
/// </summary>
public static class ChunkBuffers
{
    /// <summary>Of what sealing adds to a chunk.</summary>
    public const int OverheadMost = 64;

    // Two for each of the three uploads a person may have at once.
    private const int KeptMost = 6;

    private static readonly ConcurrentStack<byte[]> Kept = new();
    private static int kept;

    /// <summary>Holds whatever it held: only what is written into it is read.</summary>
    public static byte[] Rent()
    {
        if (!Kept.TryPop(out var buffer))
            return GC.AllocateUninitializedArray<byte>(UploadRules.ChunkBytes + OverheadMost);
        Interlocked.Decrement(ref kept);
        return buffer;
    }

    /// <summary>Once, and never touched again by who returns it. Nothing of the file stays in it.</summary>
    public static void Return(byte[] buffer)
    {
        Array.Clear(buffer);
        if (Interlocked.Increment(ref kept) <= KeptMost)
            Kept.Push(buffer);
        else
            Interlocked.Decrement(ref kept);
    }
}
