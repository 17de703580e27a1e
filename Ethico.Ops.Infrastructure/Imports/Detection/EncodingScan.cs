using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>Strict UTF-8 over a whole file: a single byte in the last line decides (migration.md 4.2).</summary>
/// <param name="InvalidAt">Offset of the first byte that is not UTF-8; null: the file is valid.</param>
/// <param name="Line">The line it stands on, from 1.</param>
/// <param name="Beyond">Characters beyond ASCII that are UTF-8 as far as it was read; counted to a thousand.</param>
internal sealed record EncodingScan(long? InvalidAt, long Line, bool IsAscii, int Beyond)
{
    private const int BeyondMost = 1_000;
    private const int Block = 1 << 20;

    // 81, 8D, 8F, 90, 9D.
    private static readonly SearchValues<byte> WindowsGaps = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);

    /// <summary>The first byte that Windows-1252 leaves open; null: there is none.</summary>
    public static (long Line, long Offset)? WindowsGap(Stream content, CancellationToken ct)
    {
        content.Position = 0;
        var bytes = new byte[Block];
        var (offset, lineFeeds, returns) = (0L, 0L, 0L);
        while (content.ReadAtLeast(bytes, 1, throwOnEndOfStream: false) is > 0 and var count)
        {
            ct.ThrowIfCancellationRequested();
            var block = bytes.AsSpan(0, count);
            var at = block.IndexOfAny(WindowsGaps);
            var before = at < 0 ? block : block[..at];
            lineFeeds += before.Count((byte)'\n');
            returns += before.Count((byte)'\r');
            if (at >= 0)
                return (1 + Math.Max(lineFeeds, returns), offset + at);
            offset += count;
        }

        return null;
    }

    public static EncodingScan Of(Stream content, CancellationToken ct)
    {
        content.Position = 0;
        var bytes = new byte[Block];
        var text = new char[Block];
        var (held, offset, lineFeeds, returns, isAscii, beyond) = (0, 0L, 0L, 0L, true, 0);
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var count = content.ReadAtLeast(bytes.AsSpan(held), 1, throwOnEndOfStream: false);
            var block = bytes.AsSpan(0, held + count);
            isAscii = isAscii && Ascii.IsValid(block);
            var read = block.Length;
            var status = OperationStatus.Done;
            if (!isAscii)
            {
                status = Utf8.ToUtf16(block, text, out read, out var written, replaceInvalidSequences: false, isFinalBlock: count == 0);
                for (var i = 0; i < written && beyond < BeyondMost; i++)
                    beyond += text[i] > 0x7F ? 1 : 0;
            }

            lineFeeds += block[..read].Count((byte)'\n');
            returns += block[..read].Count((byte)'\r');
            if (status is OperationStatus.InvalidData || (count == 0 && read < block.Length))
                return new(offset + read, 1 + Math.Max(lineFeeds, returns), false, beyond);
            offset += read;
            held = block.Length - read;
            block[read..].CopyTo(bytes);
            if (count == 0)
                return new(null, 0, isAscii, beyond);
        }
    }
}
