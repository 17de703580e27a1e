namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Reads a body of evidence once, forward, and says whether it is what was written. Memory grows with the sealed heads, not
/// with the entries. Finds an entry changed, deleted, inserted or moved, a tail cut off behind a seal, a stream gone, a forged
/// seal, and (with an anchor) a database put back to an earlier state.
/// </summary>
public static class AuditVerifier
{
    /// <param name="evidence">Whole streams: a filtered selection is refused.</param>
    /// <param name="anchor">The lines of the anchor file, where there is one.</param>
    /// <param name="trustedKeys">Ids of the keys a checkpoint may be signed with, beside those the anchor names; null: any, and the verdict names them.</param>
    /// <exception cref="ArgumentException">The evidence is filtered.</exception>
    public static async Task<AuditVerdict> VerifyAsync(
        IAuditEvidence evidence, IReadOnlyList<AnchorLine>? anchor, IReadOnlyCollection<string>? trustedKeys, CancellationToken ct)
    {
        if (evidence.Extent is AuditExtent.Filtered)
            throw new ArgumentException("No chain can be followed through a filtered selection.", nameof(evidence));

        var known = trustedKeys is null ? null : trustedKeys.Concat((anchor ?? []).Select(line => line.KeyId)).ToHashSet(StringComparer.Ordinal);
        var seals = await AuditSealCheck.ReadAsync(evidence, known, ct);
        var (entries, streams, broken) = await FollowAsync(evidence, seals, ct);

        // An entry's place says more than a seal's, and a seal's more than a file's.
        broken ??= seals.Break ?? (anchor is null ? null : AgainstAnchor(anchor, seals, evidence.TakenAt)) ?? evidence.CarrierBreak();
        return new AuditVerdict(
            entries, streams, seals.Seals.Count, broken, [.. seals.KeyIds.Order(StringComparer.Ordinal)],
            anchor is null ? null : anchor.Select(line => line.Number).DefaultIfEmpty().Max());
    }

    // In order only where something is to be named: walking a large trail in order costs several times what holding it together does.
    private static async Task<(long Entries, long Streams, AuditBreak? Break)> FollowAsync(IAuditEvidence evidence, AuditSealCheck seals, CancellationToken ct)
    {
        if (evidence.LooseChunksAsync(ct) is { } chunks)
        {
            var loose = new AuditLooseCheck(seals.Heads);
            if (await loose.HoldsAsync(evidence, chunks, ct))
                return (loose.Entries, loose.Streams, null);
        }

        var chain = new AuditChainCheck(seals.Heads);
        var broken = await chain.FollowAsync(evidence, ct);
        return (chain.Entries, chain.Streams, broken);
    }

    private static AuditBreak? AgainstAnchor(IReadOnlyList<AnchorLine> anchor, AuditSealCheck seals, DateTimeOffset takenAt)
    {
        var expected = 0L;
        foreach (var line in anchor.OrderBy(line => line.Number))
        {
            // Two nodes that mend at once may write a line twice; the next must be the next number.
            if (expected != 0 && line.Number > expected + 1)
                return AuditBreak.AtCheckpoint(expected + 1, "the anchor file has a gap here: lines were taken out of it");
            expected = line.Number;

            if (line.Number > seals.Seals.Count)
            {
                // An export is not to blame for what was sealed after it.
                if (line.MadeAt > takenAt)
                    break;
                return AuditBreak.AtCheckpoint(line.Number, "the anchor file has this checkpoint and the trail does not: it was put back to an older state, or its end was cut off");
            }

            if (!line.Seal.Span.SequenceEqual(seals.Seals[(int)line.Number - 1].Span))
                return AuditBreak.AtCheckpoint(line.Number, "its seal is another one than the anchor file has");
        }

        return null;
    }
}
