using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Answers one question, whether the chains hold, over entries in any order: what a carrier gives quickest is seldom sorted. It asks
/// no less than <see cref="AuditChainCheck"/> (each sequence once, each entry chained to the one before it, seals and register met),
/// and where it cannot say yes it says nothing about the place: that one then walks in order and names it.
/// </summary>
/// <param name="heads">What each stream was sealed at.</param>
/// <param name="mostWaiting">Entries that may wait for those before them; a carrier in more disorder is walked in order.</param>
internal sealed class AuditLooseCheck(IReadOnlyDictionary<string, List<AuditHead>> heads, int mostWaiting = AuditLooseCheck.MostWaiting)
{
    private const int MostWaiting = 200_000;

    private readonly Dictionary<byte[], Strand> strands = new(new Utf8Names());
    private int waiting;

    public long Entries { get; private set; }

    public long Streams => strands.Count;

    public async Task<bool> HoldsAsync(IAuditEvidence evidence, IAsyncEnumerable<AuditChunk> chunks, CancellationToken ct)
    {
        var sealedSeen = 0;
        await foreach (var end in evidence.StreamsAsync(ct))
        {
            var sealedAt = heads.TryGetValue(end.Stream, out var own) ? own : null;
            sealedSeen += sealedAt is null ? 0 : 1;
            if (end.Sequence < 1 || !strands.TryAdd(Encoding.UTF8.GetBytes(end.Stream), new Strand(end, sealedAt)))
                return false;
        }

        if (evidence.Extent is AuditExtent.Everything && sealedSeen != heads.Count)
            return false;
        var known = strands.GetAlternateLookup<ReadOnlySpan<byte>>();
        await foreach (var batch in AuditReadAhead.BatchesAsync(chunks, ct))
        {
            if (!Follow(batch, known))
                return false;
            Entries += batch.Count;
        }

        return waiting == 0 && strands.Values.All(strand => strand.HasEnded);
    }

    private bool Follow(AuditBatch batch, Dictionary<byte[], Strand>.AlternateLookup<ReadOnlySpan<byte>> known)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            var entry = batch.At(i);
            if (!entry.HashFits || !known.TryGetValue(batch.Stream(entry), out var strand)
                || !strand.Take(entry.Sequence, batch.PreviousHash(entry), batch.Hash(entry), ref waiting) || waiting > mostWaiting)
                return false;
        }

        return true;
    }

    /// <summary>One stream: how far it was followed, and what stands further on and waits.</summary>
    private sealed class Strand
    {
        private readonly AuditStreamEnd end;
        private readonly AuditHead[] sealedAt;
        private readonly byte[] last = new byte[AuditCanon.HashLength];
        private Dictionary<long, (byte[] Previous, byte[] Hash)>? later;
        private long sequence;
        private int nextSeal;

        public Strand(AuditStreamEnd end, List<AuditHead>? sealedAt)
        {
            this.end = end;
            this.sealedAt = sealedAt is null ? [] : [.. sealedAt.OrderBy(head => head.Sequence)];
        }

        public bool HasEnded => sequence == end.Sequence && nextSeal == sealedAt.Length && end.Hash.Span.SequenceEqual(last);

        public bool Take(long number, ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash, ref int waiting)
        {
            if (number <= sequence || number > end.Sequence)
                return false;
            if (number > sequence + 1)
            {
                waiting++;
                return (later ??= []).TryAdd(number, (previous.ToArray(), hash.ToArray()));
            }

            if (!Step(previous, hash))
                return false;
            while (later is not null && later.Remove(sequence + 1, out var next))
            {
                waiting--;
                if (!Step(next.Previous, next.Hash))
                    return false;
            }

            return true;
        }

        private bool Step(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> hash)
        {
            if (!previous.SequenceEqual(last))
                return false;
            sequence++;
            for (; nextSeal < sealedAt.Length && sealedAt[nextSeal].Sequence == sequence; nextSeal++)
            {
                if (!sealedAt[nextSeal].Hash.Span.SequenceEqual(hash))
                    return false;
            }

            hash.CopyTo(last);
            return true;
        }
    }

    /// <summary>Names as the bytes they are hashed as: none becomes a string on its way to its strand.</summary>
    private sealed class Utf8Names : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
