namespace Ethico.Ops.Domain.Access;

/// <summary>The first half of a verification: every seal follows from its content and the seal before, and is signed. Collects the sealed heads.</summary>
internal sealed class AuditSealCheck
{
    private readonly Dictionary<string, List<AuditHead>> heads = new(StringComparer.Ordinal);
    private readonly List<ReadOnlyMemory<byte>> seals = [];
    private readonly HashSet<string> keyIds = new(StringComparer.Ordinal);

    private AuditSealCheck()
    {
    }

    public AuditBreak? Break { get; private set; }

    /// <summary>Seals by number, the first at 0.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Seals => seals;

    /// <summary>What each stream was sealed at, rising. Only of checkpoints that hold: a forged head must not blame an entry.</summary>
    public IReadOnlyDictionary<string, List<AuditHead>> Heads => heads;

    public IReadOnlySet<string> KeyIds => keyIds;

    public static async Task<AuditSealCheck> ReadAsync(IAuditEvidence evidence, IReadOnlySet<string>? knownKeys, CancellationToken ct)
    {
        var check = new AuditSealCheck();
        await using var rows = evidence.HeadsAsync(ct).GetAsyncEnumerator(ct);
        var more = await rows.MoveNextAsync();
        await foreach (var checkpoint in evidence.CheckpointsAsync(ct))
        {
            var own = new List<AuditHead>();
            for (; more && rows.Current.Checkpoint <= checkpoint.Number; more = await rows.MoveNextAsync())
                own.Add(rows.Current);
            check.Add(checkpoint, own, evidence.Extent, knownKeys);
        }

        if (more)
            check.Break ??= AuditBreak.AtCheckpoint(rows.Current.Checkpoint, "there are heads of it, but no seal over them");
        return check;
    }

    private void Add(AuditCheckpoint checkpoint, List<AuditHead> own, AuditExtent extent, IReadOnlySet<string>? knownKeys)
    {
        var words = Fault(checkpoint, own, extent, knownKeys);
        seals.Add(checkpoint.Seal);
        keyIds.Add(checkpoint.KeyId);
        if (words is not null)
        {
            Break ??= AuditBreak.AtCheckpoint(checkpoint.Number > seals.Count ? seals.Count : checkpoint.Number, words);
            return;
        }

        foreach (var head in own)
        {
            if (!heads.TryGetValue(head.Stream, out var sealedAt))
                heads.Add(head.Stream, sealedAt = []);
            sealedAt.Add(head);
        }
    }

    private string? Fault(AuditCheckpoint checkpoint, List<AuditHead> own, AuditExtent extent, IReadOnlySet<string>? knownKeys)
    {
        // A partial export leaves out the heads of checkpoints that none of its streams is in; their hash stays.
        var headsAreHere = extent is AuditExtent.Everything || own.Count > 0;
        var previous = seals.Count == 0 ? AuditCanon.Zeros : seals[^1];
        return checkpoint switch
        {
            _ when checkpoint.Number != seals.Count + 1 => "it is missing, or stands in another's place",
            _ when own.Exists(head => head.Checkpoint != checkpoint.Number) => "heads of a checkpoint that does not exist stand before it",
            _ when headsAreHere && own.Count != checkpoint.HeadCount => "it does not have as many heads as it was sealed with",
            _ when headsAreHere && !AuditSeal.HashHeads(own).AsSpan().SequenceEqual(checkpoint.HeadsHash.Span) => "its heads are not those it was sealed with",
            _ when !checkpoint.PreviousSeal.Span.SequenceEqual(previous.Span) => "it does not follow from the seal before it",
            _ when !AuditSeal.Of(checkpoint).AsSpan().SequenceEqual(checkpoint.Seal.Span) => "its content does not fit its seal",
            _ when !string.Equals(AuditSeal.KeyId(checkpoint.PublicKey.Span), checkpoint.KeyId, StringComparison.Ordinal) => "its key is not the one it names",
            _ when !AuditSeal.IsSigned(checkpoint.Seal.Span, checkpoint.Signature.Span, checkpoint.PublicKey.Span) => "its signature is not good",
            _ when knownKeys is not null && !knownKeys.Contains(checkpoint.KeyId) => "it is signed with a key that neither the portal nor the anchor file knows",
            _ => null,
        };
    }
}
