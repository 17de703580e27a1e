using System.IO.Compression;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>An archive whose parts are counted while they inflate (migration.md 4.1). Parts nobody asks for are never touched.</summary>
internal sealed class GuardedArchive : IDisposable
{
    private readonly ZipArchive archive;
    private readonly FormatLimits limits;
    private readonly Dictionary<string, ZipArchiveEntry> parts = new(StringComparer.OrdinalIgnoreCase);
    private long inflated;

    public GuardedArchive(Stream content, FormatLimits limits)
    {
        if (!content.CanSeek)
            throw new ArgumentException("A workbook is read from its end: the stream has to be seekable.", nameof(content));
        this.limits = limits;
        ZipDirectory.Check(content, limits);
        content.Position = 0;
        try
        {
            archive = new(content, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in archive.Entries)
                parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableSourceException(new(FormatRefusals.WorkbookDamaged));
        }
    }

    public IEnumerable<string> Names => parts.Keys;

    public bool Has(string part) => parts.ContainsKey(part);

    /// <summary>Null where there is no such part.</summary>
    public Stream? Open(string part)
    {
        if (!parts.TryGetValue(part, out var entry))
            return null;
        try
        {
            return new InflatingStream(entry.Open(), entry.CompressedLength, this);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableSourceException(new(FormatRefusals.WorkbookDamaged));
        }
    }

    public void Dispose() => archive.Dispose();

    private void Count(int bytes, long partInflated, long packed)
    {
        inflated += bytes;
        if (inflated > limits.InflatedBytes)
            throw new UnreadableSourceException(new(FormatRefusals.Inflates(limits.InflatedBytes)));
        if (partInflated > limits.RatioFreeBytes && partInflated > packed * limits.InflationRatio)
            throw new UnreadableSourceException(new(FormatRefusals.InflatesTooMuch(limits.InflationRatio)));
    }

    private sealed class InflatingStream(Stream inner, long packed, GuardedArchive archive) : Stream
    {
        // Between two tags: an XML reader keeps an attribute whole, however long.
        private const int LongestRun = 16 << 20;

        private long partInflated;
        private long run;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => partInflated; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count;
            try
            {
                count = inner.Read(buffer);
            }
            catch (InvalidDataException)
            {
                throw new UnreadableSourceException(new(FormatRefusals.WorkbookDamaged));
            }

            partInflated += count;
            archive.Count(count, partInflated, packed);
            var tag = buffer[..count].LastIndexOf((byte)'<');
            run = tag < 0 ? run + count : count - tag;
            if (run > LongestRun)
                throw new UnreadableSourceException(new(FormatRefusals.WorkbookDamaged));
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
