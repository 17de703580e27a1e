using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Detection;
using Ethico.Ops.Infrastructure.Imports.Readers;
using FluentAssertions;

namespace Ethico.Ops.Tests.Imports.Detection;

/// <summary>A look at files by the detector as it is shipped, and what is asked of its answer.</summary>
internal static class DetectionGround
{
    public static readonly DateOnly Today = new(2026, 3, 1);

    public static DetectedRun Detect(IReadOnlyList<Stream> files) =>
        new RunDetector(FormatLimits.Standard, Detector()).Detect(files.Select(file => (Func<Stream>)(() => new Kept(file))).ToList(), FormatChoice.Nothing, Today, null, default);

    public static FormatDetector Detector() => FormatDetector.WithKnownSources(FormatLimits.Standard);

    public static DetectedRun Whole(Stream file, FormatChoice? choice = null) =>
        new RunDetector(FormatLimits.Standard, Detector()).Detect([() => new Kept(file)], choice ?? FormatChoice.Nothing, Today, null, default);

    public static FormatFact Fact(DetectedFormat file, FactKind kind) => file.Facts.Single(f => f.Kind == kind);

    public static ColumnProfile Column(DetectedRun run, string name) => run.Profile.Columns.Single(c => c.Name == name);

    public static SourceFault Fault(Action act) => act.Should().Throw<UnreadableSourceException>().Which.Fault;

    /// <summary>Stays open when its reader is done, so that a test may read it again.</summary>
    public sealed class Kept(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => inner.Length;

        public override long Position { get => inner.Position; set => inner.Position = value; }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
