using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Ethico.Ops.Domain.Access;

/// <summary>Lines of a stream as bytes, without their ends, and the sum of all bytes read.</summary>
internal sealed class LineSplitter(Stream from) : IDisposable
{
    // An entry's texts are bounded by the database but for before and after; a line beyond this is no entry of ours.
    private const int LongestLine = 64 * 1024 * 1024;

    private readonly IncrementalHash sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>In hex; asked for after the last line.</summary>
    public string Sum() => Convert.ToHexStringLower(sum.GetHashAndReset());

    /// <summary>Each line is good until the next is asked for. One that ends without a line's end, or is too long, is given as empty.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var buffer = new byte[256 * 1024];
        int start = 0, filled = 0;
        while (true)
        {
            int end;
            while ((end = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) >= 0)
            {
                yield return buffer.AsMemory(start, end);
                start += end + 1;
            }

            if (start > 0)
            {
                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
                start = 0;
            }
            else if (filled == buffer.Length)
            {
                if (filled >= LongestLine)
                {
                    yield return ReadOnlyMemory<byte>.Empty;
                    yield break;
                }

                Array.Resize(ref buffer, buffer.Length * 2);
            }

            var read = await from.ReadAsync(buffer.AsMemory(filled), ct);
            if (read == 0)
                break;
            sum.AppendData(buffer, filled, read);
            filled += read;
        }

        if (filled > 0)
            yield return ReadOnlyMemory<byte>.Empty;
    }

    public void Dispose() => sum.Dispose();
}
