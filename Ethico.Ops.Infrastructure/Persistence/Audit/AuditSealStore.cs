using System.Globalization;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>
/// The checkpoint commits first and is appended to the anchor file after: a crash in between leaves a file that is behind, which
/// the next seal mends. The other way round it would look like an old backup.
/// </summary>
internal sealed partial class AuditSealStore(
    OpsDatabase database, IAuditSigner signer, AnchorFile anchor, ILogger<AuditSealStore> log) : IAuditSeals
{
    // One more than two cores keep busy; more would only take connections from those who work.
    private const int Connections = 3;

    public async Task<Outcome<SealMade>> SealAsync(Caller caller, AuditAct act, CancellationToken ct)
    {
        var made = await database.PortalAsync(caller, act, (context, token) => SealAsync(context, $"operator:{caller.Id}", token), ct);
        if (made.Refusal == AuditRefusals.AnchorAhead)
            await database.RecordAsync(caller, act with { Detail = new() { ["refusal"] = AuditRefusals.AnchorAhead.Code } }, refused: true, ct);
        return await AnchoredAsync(made, database.PortalAsync, ct);
    }

    public async Task<Outcome<SealMade>> SealAsync(JobFire fire, AuditAct act, CancellationToken ct)
    {
        var made = await database.JobAsync(
            async (context, token) =>
            {
                await context.LockSealsAsync(token);
                var name = fire.Stream;
                if (await context.Set<CheckpointRow>().SingleOrDefaultAsync(row => row.MadeBy == name, token) is { } earlier)
                    return Outcome.Of(new SealMade(earlier.Number, earlier.MadeAt, earlier.HeadCount, IsAnchored: false));
                await context.AppendAsync(fire, act, token);
                return await SealAsync(context, name, token);
            },
            ct);
        return await AnchoredAsync(made, database.JobAsync, ct);
    }

    public async Task<Outcome<AuditVerdict>> VerifyAsync(Caller caller, AuditAct act, CancellationToken ct)
    {
        // Before the snapshot: a checkpoint that is made meanwhile must not look as if the database lacked it.
        if (ReadAnchor() is not { } lines)
            return new Refusal("anchor-unread", "The anchor file cannot be read: check Audit:AnchorPath and who may read it.");
        var verdict = await database.PortalSnapshotAsync(
            Connections,
            async (context, beside, token) => Outcome.Of(
                await AuditVerifier.VerifyAsync(await DatabaseEvidence.WholeAsync(context, beside, token), lines, [signer.KeyId], token)),
            ct);
        if (!verdict.IsAllowed)
            return verdict;

        var found = verdict.Value;
        var detail = new System.Text.Json.Nodes.JsonObject
        {
            ["intact"] = found.IsIntact,
            ["verdict"] = found.Sentence,
            ["entries"] = found.Entries,
            ["streams"] = found.Streams,
            ["checkpoints"] = found.Checkpoints,
            ["anchorEndsAt"] = found.AnchorEndsAt,
        };
        if (!found.IsIntact)
            Broken(found.Break!.Checkpoint, found.Break.Sequence);
        var recorded = await database.RecordAsync(caller, act with { Detail = detail }, refused: false, ct);
        return recorded.IsAllowed ? verdict : recorded.Refusal;
    }

    public Task<Outcome<KeysetPage<AuditCheckpoint>>> ListAsync(Caller caller, AuditAct act, long? before, int size, CancellationToken ct) =>
        database.PortalAsync(
            caller,
            act,
            async (context, token) =>
            {
                var last = before ?? long.MaxValue;
                var rows = await context.Set<CheckpointRow>().Where(row => row.Number < last).OrderByDescending(row => row.Number).Take(size).ToListAsync(token);
                var next = rows.Count == size && rows[^1].Number > 1 ? rows[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
                return Outcome.Of(new KeysetPage<AuditCheckpoint>(rows.ConvertAll(row => row.ToCheckpoint()), next));
            },
            ct);

    private async Task<Outcome<SealMade>> SealAsync(OpsDbContext context, string madeBy, CancellationToken ct)
    {
        await context.LockSealsAsync(ct);
        var previous = await context.Set<CheckpointRow>().OrderByDescending(row => row.Number).FirstOrDefaultAsync(ct);
        if (ReadAnchor() is { Count: > 0 } lines && !Follows(lines[^1], previous))
        {
            AnchorIsAhead(lines[^1].Number, previous?.Number ?? 0);
            return AuditRefusals.AnchorAhead;
        }

        var number = (previous?.Number ?? 0) + 1;
        var heads = await context.MovedHeadsAsync(number, ct);
        var open = new AuditCheckpoint(
            number, await context.NowAsync(ct), madeBy, heads.Count, AuditSeal.HashHeads(heads), previous?.Seal ?? AuditCanon.Zeros,
            default, default, signer.KeyId, signer.PublicKey);
        var seal = AuditSeal.Of(open);
        await context.InsertAsync(open with { Seal = seal, Signature = signer.Sign(seal) }, heads, ct);
        return Outcome.Of(new SealMade(number, open.MadeAt, heads.Count, IsAnchored: false));
    }

    // Behind is what a crash leaves; ahead, or another seal under the same number, is another history.
    private static bool Follows(AnchorLine last, CheckpointRow? previous) =>
        previous is not null && (last.Number < previous.Number || (last.Number == previous.Number && last.Seal.Span.SequenceEqual(previous.Seal)));

    private async Task<Outcome<SealMade>> AnchoredAsync(Outcome<SealMade> made, Work work, CancellationToken ct)
    {
        if (!made.IsAllowed)
            return made;
        var mended = await work(
            async (context, token) =>
            {
                await context.LockSealsAsync(token);
                return Outcome.Of(await AppendMissingAsync(context, token));
            },
            ct);
        return Outcome.Of(made.Value with { IsAnchored = mended is { IsAllowed: true, Value: true } });
    }

    private async Task<bool> AppendMissingAsync(OpsDbContext context, CancellationToken ct)
    {
        try
        {
            var last = anchor.Read().Select(line => line.Number).DefaultIfEmpty().Max();
            var missing = await context.Set<CheckpointRow>().Where(row => row.Number > last).OrderBy(row => row.Number).ToListAsync(ct);
            if (missing.Count > 0)
                anchor.Append(missing.Select(row => AnchorLine.Of(row.ToCheckpoint())));
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            AnchorUnwritable(fault.GetType().Name);
            return false;
        }
    }

    private IReadOnlyList<AnchorLine>? ReadAnchor()
    {
        try
        {
            return anchor.Read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            AnchorUnwritable(fault.GetType().Name);
            return null;
        }
    }

    private delegate Task<Outcome<bool>> Work(Func<OpsDbContext, CancellationToken, Task<Outcome<bool>>> work, CancellationToken ct);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The anchor file ends at checkpoint {Anchored}, the database at {Known}, and they do not agree: nothing is sealed")]
    private partial void AnchorIsAhead(long anchored, long known);

    [LoggerMessage(Level = LogLevel.Error, Message = "The anchor file of the audit trail cannot be read or written ({Fault}); the next seal tries again")]
    private partial void AnchorUnwritable(string fault);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The audit trail is broken (checkpoint {Checkpoint}, sequence {Sequence}); the entry of the verification says where")]
    private partial void Broken(long? checkpoint, long? sequence);
}
