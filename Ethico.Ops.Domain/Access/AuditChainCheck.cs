using System.Globalization;
using System.Text;

namespace Ethico.Ops.Domain.Access;

/// <summary>The second half of a verification: follows each stream from its first entry to its last, past everything it was sealed at.</summary>
internal sealed class AuditChainCheck(IReadOnlyDictionary<string, List<AuditHead>> heads)
{
    private readonly HashSet<string> sealedSeen = new(StringComparer.Ordinal);
    private readonly byte[] previous = new byte[AuditCanon.HashLength];
    private readonly List<AuditStreamEnd> ends = [];
    private int nextEnd;
    private string? stream;
    private byte[] streamBytes = [];
    private long sequence;
    private List<AuditHead> sealedAt = [];
    private int nextSeal;

    public long Entries { get; private set; }

    public long Streams { get; private set; }

    public async Task<AuditBreak?> FollowAsync(IAuditEvidence evidence, CancellationToken ct)
    {
        // The register is read first and whole, a line a stream as the heads are: the entries then have their carrier to themselves.
        await foreach (var end in evidence.StreamsAsync(ct))
            ends.Add(end);
        await foreach (var batch in AuditReadAhead.BatchesAsync(evidence.ChunksAsync(ct), ct))
        {
            for (var i = 0; i < batch.Count; i++)
            {
                if (Follow(batch, batch.At(i)) is { } broken)
                    return broken;
            }
        }

        if (stream is not null)
        {
            if (Close(End!) is { } cut)
                return cut;
            nextEnd++;
        }

        return End is not null ? AllGone(End.Stream) : evidence.Extent is AuditExtent.Everything ? SealedAndGone() : null;
    }

    private AuditStreamEnd? End => nextEnd < ends.Count ? ends[nextEnd] : null;

    private AuditBreak? Follow(AuditBatch batch, AuditBatch.Item entry)
    {
        var goesOn = stream is not null && entry.IsReadable && batch.Stream(entry).SequenceEqual(streamBytes);
        if (stream is not null && !goesOn)
        {
            // What cannot be read stands where the stream goes on, or begins the next one where this has come to its end.
            if (!entry.IsReadable && sequence < End!.Sequence)
                return AuditBreak.At(stream, sequence + 1, "the record cannot be read");
            if (Close(End!) is { } unfinished)
                return unfinished;
            nextEnd++;
        }

        if (!entry.IsReadable)
            return AuditBreak.At(End?.Stream ?? stream ?? "(none)", 1, "the record cannot be read");
        return (goesOn ? null : Open(batch.Stream(entry), entry.Sequence)) ?? Step(batch, entry);
    }

    private static AuditBreak AllGone(string name) => AuditBreak.At(name, 1, "every entry of the stream is gone");

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    private AuditBreak? Open(ReadOnlySpan<byte> nameBytes, long first)
    {
        var name = Encoding.UTF8.GetString(nameBytes);
        if (stream is not null && AuditCanon.CompareStreams(name, stream) < 0)
            return AuditBreak.At(name, first, "it stands behind a later stream");
        if (End is not { } end || AuditCanon.CompareStreams(name, end.Stream) < 0)
            return AuditBreak.At(name, first, "the register of streams does not know this stream");
        if (!string.Equals(name, end.Stream, StringComparison.Ordinal))
            return AllGone(end.Stream);

        stream = name;
        streamBytes = nameBytes.ToArray();
        sequence = 0;
        AuditCanon.Zeros.Span.CopyTo(previous);
        nextSeal = 0;
        sealedAt = heads.TryGetValue(stream, out var own) ? [.. own.OrderBy(head => head.Sequence)] : [];
        if (sealedAt.Count > 0)
            sealedSeen.Add(stream);
        Streams++;
        return null;
    }

    private AuditBreak? Step(AuditBatch batch, AuditBatch.Item entry)
    {
        var expected = sequence + 1;
        if (entry.Sequence > expected)
            return AuditBreak.At(stream!, expected, Words($"it is missing; {entry.Sequence} comes next"));
        if (entry.Sequence < expected)
            return AuditBreak.At(stream!, entry.Sequence, "it stands here a second time, or out of its order");

        if (!entry.HashFits)
            return AuditBreak.At(stream!, expected, "its content does not fit its hash");

        // The entry fits its own hash, so what it was chained to is told truly: it is the one before that was exchanged.
        if (!batch.PreviousHash(entry).SequenceEqual(previous))
            return sequence == 0
                ? AuditBreak.At(stream!, expected, "there were entries before the first")
                : AuditBreak.At(stream!, sequence, "the entry after it was chained to another one");

        var hash = batch.Hash(entry);
        for (; nextSeal < sealedAt.Count && sealedAt[nextSeal].Sequence == expected; nextSeal++)
        {
            if (!sealedAt[nextSeal].Hash.Span.SequenceEqual(hash))
                return AuditBreak.At(stream!, expected, Words($"checkpoint {sealedAt[nextSeal].Checkpoint} sealed another entry here"));
        }

        sequence = expected;
        hash.CopyTo(previous);
        Entries++;
        return null;
    }

    private AuditBreak? Close(AuditStreamEnd end)
    {
        if (nextSeal < sealedAt.Count)
            return AuditBreak.At(stream!, sequence + 1, Words($"the stream is cut off here; checkpoint {sealedAt[^1].Checkpoint} sealed it up to {sealedAt[^1].Sequence}"));
        if (end.Sequence > sequence)
            return AuditBreak.At(stream!, sequence + 1, Words($"the stream is cut off here; its register says it goes up to {end.Sequence}"));
        if (end.Sequence < sequence)
            return AuditBreak.At(stream!, end.Sequence + 1, "the register of streams does not know it");
        return end.Hash.Span.SequenceEqual(previous) ? null : AuditBreak.At(stream!, sequence, "the register of streams ends with another entry");
    }

    private AuditBreak? SealedAndGone()
    {
        var gone = heads.Keys.Where(name => !sealedSeen.Contains(name)).Order(StringComparer.Ordinal).FirstOrDefault();
        return gone is null ? null : AuditBreak.At(gone, 1, Words($"the whole stream is gone; checkpoint {heads[gone][0].Checkpoint} sealed it"));
    }
}
