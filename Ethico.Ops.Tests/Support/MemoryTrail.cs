using System.Buffers;
using System.Security.Cryptography;
using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Tests.Support;

/// <summary>A trail in memory, written as the database writes it, for tests that then tamper with it.</summary>
internal sealed class MemoryTrail : IAuditEvidence
{
    public static TestSigner Key { get; } = new();

    public static DateTimeOffset Start { get; } = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public List<AuditEntry> Entries { get; private init; } = [];

    public List<AuditCheckpoint> Checkpoints { get; private init; } = [];

    public List<AuditHead> Heads { get; private init; } = [];

    public Dictionary<string, AuditStreamEnd> Register { get; private init; } = new(StringComparer.Ordinal);

    public List<AnchorLine> Anchor { get; private init; } = [];

    public AuditExtent Extent { get; init; } = AuditExtent.Everything;

    public DateTimeOffset TakenAt => Start.AddDays(1);

    public MemoryTrail Copy() => new()
    {
        Entries = [.. Entries],
        Checkpoints = [.. Checkpoints],
        Heads = [.. Heads],
        Register = new(Register, StringComparer.Ordinal),
        Anchor = [.. Anchor],
        Extent = Extent,
    };

    /// <summary>Some streams of several lengths, all sealed, in two checkpoints.</summary>
    public static MemoryTrail Sample(int streams = 4, int length = 9)
    {
        var trail = new MemoryTrail();
        for (var half = 0; half < 2; half++)
        {
            for (var s = 0; s < streams; s++)
            {
                for (var i = 0; i < length - s; i++)
                    trail.Append($"session:{s:D2}", $"reason {half} {i}");
            }

            trail.Seal();
        }

        return trail;
    }

    public AuditEntry Append(string stream, string? reason = "ok")
    {
        var last = Register.GetValueOrDefault(stream);
        var entry = Hashed(Blank(stream, (last?.Sequence ?? 0) + 1) with { Reason = reason, PreviousHash = last?.Hash ?? AuditCanon.Zeros });
        Entries.Add(entry);
        Register[stream] = new AuditStreamEnd(stream, entry.Sequence, entry.Hash);
        return entry;
    }

    public void Seal()
    {
        var number = Checkpoints.Count + 1L;
        var moved = Register.Values
            .Where(end => !Heads.Exists(head => head.Stream == end.Stream && head.Sequence == end.Sequence))
            .Select(end => new AuditHead(number, end.Stream, end.Sequence, end.Hash)).OrderBy(head => head.Stream, StringComparer.Ordinal).ToList();
        Checkpoints.Add(Sealed(new AuditCheckpoint(
            number, Start.AddMinutes(number), "job:audit-seal", moved.Count, AuditSeal.HashHeads(moved),
            Checkpoints.Count == 0 ? AuditCanon.Zeros : Checkpoints[^1].Seal, default, default, Key.KeyId, Key.PublicKey)));
        Heads.AddRange(moved);
        Anchor.Add(AnchorLine.Of(Checkpoints[^1]));
    }

    public static AuditCheckpoint Sealed(AuditCheckpoint open)
    {
        var seal = AuditSeal.Of(open);
        return open with { Seal = seal, Signature = Key.Sign(seal) };
    }

    public static AuditEntry Hashed(AuditEntry entry)
    {
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(entry.PreviousHash.Span);
        AuditCanon.Write(entry, bytes);
        return entry with { Hash = SHA256.HashData(bytes.WrittenSpan) };
    }

    /// <summary>Writes the rest of a stream anew from an index on, so that it hangs together: what somebody does who knows the format.</summary>
    public void Rechain(string stream)
    {
        var previous = AuditCanon.Zeros;
        var sequence = 0L;
        for (var i = 0; i < Entries.Count; i++)
        {
            if (Entries[i].Stream != stream)
                continue;
            Entries[i] = Hashed(Entries[i] with { Sequence = ++sequence, PreviousHash = previous });
            previous = Entries[i].Hash;
        }

        Register[stream] = new AuditStreamEnd(stream, sequence, previous);
    }

    public Task<AuditVerdict> VerifyAsync(bool withAnchor = true) => AuditVerifier.VerifyAsync(this, withAnchor ? Anchor : null, [Key.KeyId], CancellationToken.None);

    public IAsyncEnumerable<AuditCheckpoint> CheckpointsAsync(CancellationToken ct) => Checkpoints.OrderBy(c => c.Number).ToAsyncEnumerable();

    public IAsyncEnumerable<AuditHead> HeadsAsync(CancellationToken ct) =>
        Heads.OrderBy(h => h.Checkpoint).ThenBy(h => h.Stream, StringComparer.Ordinal).ToAsyncEnumerable();

    public IAsyncEnumerable<AuditStreamEnd> StreamsAsync(CancellationToken ct) => Register.Values.OrderBy(s => s.Stream, StringComparer.Ordinal).ToAsyncEnumerable();

    public IAsyncEnumerable<AuditEntry?> EntriesAsync(CancellationToken ct) =>
        Entries.OrderBy(e => e.Stream, StringComparer.Ordinal).ThenBy(e => e.Sequence).ToAsyncEnumerable<AuditEntry?>();

    public IAsyncEnumerable<AuditChunk> ChunksAsync(CancellationToken ct)
    {
        OrderedWalks++;
        return AuditEntryChunk.OfAsync(EntriesAsync(ct), ct);
    }

    /// <summary>How often the trail was asked for in order: an intact one never is.</summary>
    public int OrderedWalks { get; private set; }

    // Seeded by the content: a failure can be run again.
    public IAsyncEnumerable<AuditChunk>? LooseChunksAsync(CancellationToken ct)
    {
        var random = new Random(Entries.Count);
        return AuditEntryChunk.OfAsync(Entries.OrderBy(_ => random.Next()).ToAsyncEnumerable<AuditEntry?>(), ct);
    }

    public AuditBreak? CarrierBreak() => null;

    private static AuditEntry Blank(string stream, long sequence) => new()
    {
        Id = new Guid((int)sequence, (short)stream.Length, 0, new byte[8]),
        Stream = stream,
        Sequence = sequence,
        At = Start.AddSeconds(sequence),
        ActorKind = "OPERATOR",
        ActorId = "0190a6e2-0000-7000-8000-000000000001",
        Action = "ViewCase",
        EntityType = "Case",
        EntityId = "17",
        Detail = "{\"page\":1}",
        Outcome = "ALLOWED",
        Hash = default,
        PreviousHash = default,
    };
}

/// <summary>A key of the test's own.</summary>
internal sealed class TestSigner : IAuditSigner
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public string KeyId => AuditSeal.KeyId(PublicKey.Span);

    public ReadOnlyMemory<byte> PublicKey => key.ExportSubjectPublicKeyInfo();

    public byte[] Sign(ReadOnlySpan<byte> data) => key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
}
