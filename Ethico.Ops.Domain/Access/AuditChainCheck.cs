using System.Buffers;
using System.Globalization;

namespace Ethico.Ops.Domain.Access;

/// <summary>The second half of a verification: follows each stream from its first entry to its last, past everything it was sealed at.</summary>
internal sealed class AuditChainCheck(IReadOnlyDictionary<string, List<AuditHead>> heads)
{
    private readonly ArrayBufferWriter<byte> scratch = new(4096);
    private readonly HashSet<string> sealedSeen = new(StringComparer.Ordinal);
    private readonly byte[] hash = new byte[32];
    private ReadOnlyMemory<byte> previous;
    private string? stream;
    private long sequence;
    private List<AuditHead> sealedAt = [];
    private int nextSeal;

    public long Entries { get; private set; }

    public long Streams { get; private set; }

    public async Task<AuditBreak?> FollowAsync(IAuditEvidence evidence, CancellationToken ct)
    {
        await using var ends = evidence.StreamsAsync(ct).GetAsyncEnumerator(ct);
        var end = await NextAsync(ends);
        await foreach (var entry in evidence.EntriesAsync(ct))
        {
            if (stream is not null && !string.Equals(stream, entry?.Stream, StringComparison.Ordinal))
            {
                // What cannot be read stands where the stream goes on, or begins the next one where this has come to its end.
                if (entry is null && sequence < end!.Sequence)
                    return AuditBreak.At(stream, sequence + 1, "the record cannot be read");
                if (Close(end!) is { } unfinished)
                    return unfinished;
                end = await NextAsync(ends);
            }

            if (entry is null)
                return AuditBreak.At(end?.Stream ?? stream ?? "(none)", 1, "the record cannot be read");
            if (!string.Equals(stream, entry.Stream, StringComparison.Ordinal) && Open(entry, end) is { } misplaced)
                return misplaced;
            if (Step(entry) is { } broken)
                return broken;
        }

        if (stream is not null)
        {
            if (Close(end!) is { } cut)
                return cut;
            end = await NextAsync(ends);
        }

        return end is not null ? AllGone(end.Stream) : evidence.Extent is AuditExtent.Everything ? SealedAndGone() : null;
    }

    private static async ValueTask<AuditStreamEnd?> NextAsync(IAsyncEnumerator<AuditStreamEnd> ends) => await ends.MoveNextAsync() ? ends.Current : null;

    private static AuditBreak AllGone(string name) => AuditBreak.At(name, 1, "every entry of the stream is gone");

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);

    private AuditBreak? Open(AuditEntry first, AuditStreamEnd? end)
    {
        if (stream is not null && AuditCanon.CompareStreams(first.Stream, stream) < 0)
            return AuditBreak.At(first.Stream, first.Sequence, "it stands behind a later stream");
        if (end is null || AuditCanon.CompareStreams(first.Stream, end.Stream) < 0)
            return AuditBreak.At(first.Stream, first.Sequence, "the register of streams does not know this stream");
        if (!string.Equals(first.Stream, end.Stream, StringComparison.Ordinal))
            return AllGone(end.Stream);

        stream = first.Stream;
        sequence = 0;
        previous = AuditCanon.Zeros;
        nextSeal = 0;
        sealedAt = heads.TryGetValue(stream, out var own) ? [.. own.OrderBy(head => head.Sequence)] : [];
        if (sealedAt.Count > 0)
            sealedSeen.Add(stream);
        Streams++;
        return null;
    }

    private AuditBreak? Step(AuditEntry entry)
    {
        var expected = sequence + 1;
        if (entry.Sequence > expected)
            return AuditBreak.At(stream!, expected, Words($"it is missing; {entry.Sequence} comes next"));
        if (entry.Sequence < expected)
            return AuditBreak.At(stream!, entry.Sequence, "it stands here a second time, or out of its order");

        AuditCanon.Hash(entry, scratch, hash);
        if (!entry.Hash.Span.SequenceEqual(hash))
            return AuditBreak.At(stream!, expected, "its content does not fit its hash");

        // The entry fits its own hash, so what it was chained to is told truly: it is the one before that was exchanged.
        if (!entry.PreviousHash.Span.SequenceEqual(previous.Span))
            return sequence == 0
                ? AuditBreak.At(stream!, expected, "there were entries before the first")
                : AuditBreak.At(stream!, sequence, "the entry after it was chained to another one");

        for (; nextSeal < sealedAt.Count && sealedAt[nextSeal].Sequence == expected; nextSeal++)
        {
            if (!sealedAt[nextSeal].Hash.Span.SequenceEqual(hash))
                return AuditBreak.At(stream!, expected, Words($"checkpoint {sealedAt[nextSeal].Checkpoint} sealed another entry here"));
        }

        sequence = expected;
        previous = entry.Hash;
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
        return end.Hash.Span.SequenceEqual(previous.Span) ? null : AuditBreak.At(stream!, sequence, "the register of streams ends with another entry");
    }

    private AuditBreak? SealedAndGone()
    {
        var gone = heads.Keys.Where(name => !sealedSeen.Contains(name)).Order(StringComparer.Ordinal).FirstOrDefault();
        return gone is null ? null : AuditBreak.At(gone, 1, Words($"the whole stream is gone; checkpoint {heads[gone][0].Checkpoint} sealed it"));
    }
}
