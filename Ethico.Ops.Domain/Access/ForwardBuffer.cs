using System.Buffers;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Stands between a zip and where it goes: ending an entry writes synchronously whatever one asks for, and a response takes
/// asynchronous writes only. What is written waits here until <see cref="PassOnAsync"/>.
/// </summary>
internal sealed class ForwardBuffer(Stream to) : Stream
{
    private readonly ArrayBufferWriter<byte> waiting = new(128 * 1024);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async ValueTask PassOnAsync(CancellationToken ct)
    {
        await to.WriteAsync(waiting.WrittenMemory, ct);
        waiting.ResetWrittenCount();
    }

    public override void Write(byte[] buffer, int offset, int count) => waiting.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => waiting.Write(buffer);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        waiting.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        waiting.Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Flush()
    {
        // What waits here goes on in PassOnAsync only.
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
