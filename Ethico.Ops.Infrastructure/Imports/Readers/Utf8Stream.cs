using System.Text;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>Text of another encoding as UTF-8, for a reader that knows no other. What is not valid stops at its place in the file itself.</summary>
internal sealed class Utf8Stream(CharSource text) : Stream
{
    private const int Characters = 16 << 10;

    private readonly byte[] made = new byte[Characters * 3];
    private int start;
    private int end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (start == end && !Make())
            return 0;
        var count = Math.Min(buffer.Length, end - start);
        made.AsSpan(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool Make()
    {
        if (text.Window.IsEmpty && !text.More())
            return false;
        var part = text.Window[..Math.Min(text.Window.Length, Characters)];
        // The decoder hands out whole pairs; a cut of our own must not part one.
        if (char.IsHighSurrogate(part[^1]) && part.Length > 1)
            part = part[..^1];
        (start, end) = (0, Encoding.UTF8.GetBytes(part, made));
        text.Line += part.Count('\n') + part.Count('\r') - part.Count("\r\n");
        text.Advance(part.Length);
        return true;
    }
}
