using System.Buffers;
using System.Runtime.CompilerServices;

namespace Ethico.Ops.Domain.Access;

/// <summary>Whole lines of an export's entries, as bytes.</summary>
internal sealed class AuditLineChunk : AuditChunk
{
    private const int Size = 1024 * 1024;

    // An entry's texts are bounded by the database but for before and after; a line beyond this is no entry of ours.
    private const int LongestLine = 64 * 1024 * 1024;

    private byte[] bytes;
    private readonly int length;
    private readonly bool endsTorn;

    private AuditLineChunk(byte[] bytes, int length, bool endsTorn)
    {
        this.bytes = bytes;
        this.length = length;
        this.endsTorn = endsTorn;
    }

    /// <param name="from">The file.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async IAsyncEnumerable<AuditLineChunk> OfAsync(Stream from, [EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Size);
        var filled = 0;
        while (true)
        {
            var read = await from.ReadAtLeastAsync(buffer.AsMemory(filled), buffer.Length - filled, throwOnEndOfStream: false, ct);
            filled += read;
            var isLast = filled < buffer.Length;
            var whole = buffer.AsSpan(0, filled).LastIndexOf((byte)'\n') + 1;
            if (isLast)
            {
                if (filled > 0)
                    yield return new AuditLineChunk(buffer, whole, endsTorn: whole < filled);
                yield break;
            }

            if (whole == 0 && filled >= LongestLine)
            {
                yield return new AuditLineChunk(buffer, 0, endsTorn: true);
                yield break;
            }

            // The beginning of the next line goes on ahead; a line longer than the buffer gets a larger one.
            var following = ArrayPool<byte>.Shared.Rent(whole == 0 ? buffer.Length * 2 : Size);
            buffer.AsSpan(whole, filled - whole).CopyTo(following);
            filled -= whole;
            if (whole > 0)
                yield return new AuditLineChunk(buffer, whole, endsTorn: false);
            else
                ArrayPool<byte>.Shared.Return(buffer);
            buffer = following;
        }
    }

    public override void ReadInto(AuditBatch batch)
    {
        var rest = bytes.AsSpan(0, length);
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            batch.AddLine(rest[..end]);
            rest = rest[(end + 1)..];
        }

        if (endsTorn)
            batch.AddUnreadable();
    }

    protected override void Dispose(bool disposing)
    {
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = [];
        base.Dispose(disposing);
    }
}
