using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports;

/// <summary>The plain content of a stored file: one chunk is in memory at a time, and any place can be sought (a workbook's directory is at its end).</summary>
internal sealed class VaultStream(FileId file, byte[] key, long size, IReadOnlyList<string> paths) : Stream
{
    private readonly byte[] _plain = ChunkBuffers.Rent();
    private readonly byte[] _sealed = ChunkBuffers.Rent();
    private bool _isClosed;
    private int _held = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => size;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        // Its buffers are another's by then.
        ObjectDisposedException.ThrowIf(_isClosed, this);
        if (_position >= size || buffer.IsEmpty)
            return 0;
        var index = (int)(_position / UploadRules.ChunkBytes);
        var length = Hold(index);
        var within = (int)(_position % UploadRules.ChunkBytes);
        var count = Math.Min(buffer.Length, length - within);
        _plain.AsSpan(within, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var to = origin switch { SeekOrigin.Begin => offset, SeekOrigin.Current => _position + offset, _ => size + offset };
        if (to < 0)
            throw new ArgumentOutOfRangeException(nameof(offset), offset, "Before the beginning.");
        return _position = to;
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!_isClosed)
        {
            _isClosed = true;
            ChunkBuffers.Return(_plain);
            ChunkBuffers.Return(_sealed);
            Array.Clear(key);
        }

        base.Dispose(disposing);
    }

    private int Hold(int index)
    {
        var length = (int)Math.Min(UploadRules.ChunkBytes, size - ((long)index * UploadRules.ChunkBytes));
        if (index == _held)
            return length;
        _held = -1;
        using (var handle = File.OpenHandle(paths[index]))
        {
            var read = 0;
            while (read < length + SealedChunk.Overhead)
            {
                var count = RandomAccess.Read(handle, _sealed.AsSpan(read, length + SealedChunk.Overhead - read), read);
                if (count == 0)
                    throw new EndOfStreamException("A stored chunk is shorter than its row says.");
                read += count;
            }
        }

        SealedChunk.Open(key, file, index, _sealed.AsSpan(0, length + SealedChunk.Overhead), _plain.AsSpan(0, length));
        _held = index;
        return length;
    }
}
