using System.Buffers;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>
/// A window of characters over a stream, moved forward record by record. Places are counted from the window's beginning, so
/// that they stay right when more is read; the byte of any place is worked out only when somebody asks.
/// </summary>
internal sealed class CharSource
{
    private const int BlockBytes = 128 << 10;

    private readonly Stream content;
    private readonly TextDecoder decoder;
    private readonly byte[] bytes = new byte[BlockBytes];
    private char[] text = new char[BlockBytes * 2];
    private int start;
    private int end;
    private int held;
    private long firstByte;
    private bool isRead;

    public CharSource(Stream content, TextDecoder decoder)
    {
        this.content = content;
        this.decoder = decoder;
        Read();
        var mark = decoder.MarkLength(bytes.AsSpan(0, held));
        held -= mark;
        bytes.AsSpan(mark, held).CopyTo(bytes);
        firstByte = mark;
        Decode();
    }

    public ReadOnlySpan<char> Window => text.AsSpan(start, end - start);

    /// <summary>Line breaks passed by whoever reads, for the place of an invalid byte.</summary>
    public long Line { get; set; } = 1;

    public long ByteAt(int place) => firstByte + decoder.ByteCount(text.AsSpan(0, start + place));

    /// <summary>Lets go of what was read.</summary>
    public void Advance(int count) => start += count;

    /// <summary>Makes the window longer; false at the end of the stream.</summary>
    public bool More()
    {
        if (isRead && held == 0)
            return false;
        if (start > 0)
        {
            firstByte += decoder.ByteCount(text.AsSpan(0, start));
            text.AsSpan(start, end - start).CopyTo(text);
            end -= start;
            start = 0;
        }

        if (text.Length - end < BlockBytes)
            Array.Resize(ref text, text.Length * 2);
        var before = end;
        while (end == before && !(isRead && held == 0))
        {
            Read();
            Decode();
        }

        return end > before;
    }

    private void Read()
    {
        while (held < bytes.Length && !isRead)
        {
            var count = content.Read(bytes, held, bytes.Length - held);
            held += count;
            isRead = count == 0;
        }
    }

    private void Decode()
    {
        var status = decoder.Decode(bytes.AsSpan(0, held), text.AsSpan(end), isRead, out var read, out var written);
        end += written;
        if (status is OperationStatus.InvalidData || (isRead && status is OperationStatus.NeedMoreData))
            throw new UnreadableSourceException(FormatRefusals.Undecodable(
                decoder.Name, decoder.Name is "utf-8" ? "windows-1252" : "utf-8", Line + Breaks(), ByteAt(end - start)));
        held -= read;
        bytes.AsSpan(read, held).CopyTo(bytes);
    }

    private long Breaks()
    {
        var window = Window;
        return window.Count('\n') + window.Count('\r') - window.Count("\r\n");
    }
}
