using System.Globalization;
using System.Text;

namespace Ethico.Ops.Tests.Imports.Readers;

/// <summary>A long file that is nowhere held: head, a piece many times, tail. Counts what was read of it.</summary>
internal sealed class RepeatedStream : Stream
{
    private readonly byte[] head;
    private readonly byte[] piece;
    private readonly byte[] tail;
    private readonly int times;
    private long position;

    /// <param name="tail">Written a byte a character, so that a test can break the encoding.</param>
    public RepeatedStream(string head, string piece, int times, string tail)
    {
        this.head = Encoding.UTF8.GetBytes(head);
        this.piece = Encoding.UTF8.GetBytes(piece);
        this.times = times;
        this.tail = Encoding.Latin1.GetBytes(tail);
    }

    public RepeatedStream(string head, char piece, int times, string tail)
        : this(head, piece.ToString(CultureInfo.InvariantCulture), times, tail)
    {
    }

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => head.Length + ((long)piece.Length * times) + tail.Length;

    public override long Position { get => position; set => position = value; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var body = (long)piece.Length * times;
        var written = 0;
        while (written < count && position < Length)
        {
            var (source, at) = position < head.Length ? (head, (int)position)
                : position < head.Length + body ? (piece, (int)((position - head.Length) % piece.Length))
                : (tail, (int)(position - head.Length - body));
            var part = Math.Min(source.Length - at, count - written);
            source.AsSpan(at, part).CopyTo(buffer.AsSpan(offset + written));
            written += part;
            position += part;
        }

        BytesRead += written;
        return written;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => position + offset,
        _ => Length + offset,
    };

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
