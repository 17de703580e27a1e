using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Detection;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Detects the format of a run's files and keeps what was found as its documents.</summary>
internal sealed class FormatStore(OpsDatabase database, IRunFiles files, FormatLimits limits, RunOptions options, TimeProvider clock) : IFormats
{
    private readonly FormatDetector detector = FormatDetector.WithKnownSources(limits);

    public async Task<Outcome<IReadOnlyList<DetectedFormat>>> LookAsync(TenantKey key, RunId run, FormatChoice choice, AuditAct act, CancellationToken ct)
    {
        var stored = await files.StoredAsync(key, run, act, ct);
        return stored.IsAllowed
            ? await ReadAsync(() => Looked(stored.Value, choice), ct)
            : stored.Refusal;
    }

    public async Task<Outcome<DetectedRun>> DetectAsync(TenantKey key, RunId run, FormatChoice choice, AuditAct act, CancellationToken ct)
    {
        var stored = await files.StoredAsync(key, run, RunGate.Act(AuditAction.ViewMigrationRun, run), ct);
        if (!stored.IsAllowed)
            return stored.Refusal;
        var found = await ReadAsync(() => Detected(stored.Value, choice, onLook: null, ct), ct);
        if (!found.IsAllowed)
            return found;
        return await database.RunAsync(
            key,
            run,
            act,
            async (context, token) =>
            {
                if (await context.LockRunAsync(run, token) is not { } head)
                    return (Outcome<Change<DetectedRun>>)AccessRefusals.NotFoundOrNotYours;
                if (head.State is not RunState.Detected)
                    return MigrationRefusals.NotNow(head.State);
                if (RunRules.MayEdit(head, key.Caller.Id) is { } held)
                    return held;
                if (await KeepAsync(context, run, found.Value, choice, key.Caller.Id, token) is { } fault)
                    return fault;
                await context.TellRunAsync(head, head.State, token);
                return Outcome.Of(new Change<DetectedRun>(found.Value, null, Counted(found.Value)));
            },
            ct);
    }

    public async Task<Outcome<StoppedLines?>> StoppedAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct)
    {
        var stored = await files.StoredAsync(key, run, act, ct);
        if (!stored.IsAllowed)
            return stored.Refusal;
        var said = await database.RunAsync(key, run, RunGate.Act(AuditAction.ViewMigrationRun, run), (context, token) => ChoiceAsync(context, run, token), ct);
        return said.IsAllowed ? Outcome.Of(await Task.Run(() => Stopped(stored.Value, said.Value, ct), ct)) : said.Refusal;
    }

    /// <summary>The job's: first the beginning of each file, then the whole, then the move to Detected in the same transaction.</summary>
    /// <returns>A refusal names line, byte and the way out, and no word of the file.</returns>
    public async Task<Outcome<Done>> DetectAsync(RunGrant grant, CancellationToken ct)
    {
        var stored = await files.StoredAsync(grant, ct);
        if (!stored.IsAllowed)
            return stored.Refusal;
        var said = await database.RunAsync(grant, (context, token) => ChoiceAsync(context, grant.Run, token), ct);
        if (!said.IsAllowed)
            return said.Refusal;
        var choice = said.Value;
        var looks = await ReadAsync(() => Looked(stored.Value, choice), ct);
        if (!looks.IsAllowed)
            return looks.Refusal;
        var shown = await database.RunAsync(grant, (context, token) => ShowAsync(context, grant.Run, looks.Value, choice, token), ct);
        if (!shown.IsAllowed)
            return shown.Refusal;

        var found = await ReadAsync(() => Detected(stored.Value, choice, onLook: null, ct), ct);
        if (!found.IsAllowed)
            return found.Refusal;
        var moved = await database.RunAsync(
            grant,
            async (context, token) =>
            {
                if (await KeepAsync(context, grant.Run, found.Value, choice, by: null, token) is { } fault)
                    return fault;
                return await context.MoveByGrantAsync(grant, RunAct.DetectionDone, RunPut.Nothing with { Detail = Counted(found.Value) }, options, token);
            },
            ct);
        return moved.Map(_ => default(Done));
    }

    // What a person said of these very files; of others that were here before it says nothing.
    private static async Task<Outcome<FormatChoice>> ChoiceAsync(OpsDbContext context, RunId run, CancellationToken ct) =>
        Outcome.Of((await context.ListAsync(
            """
            select d.body::text from migration.run_documents d
            where d.run_id = $1 and d.kind = 'CHOICES' and d.saved_at >= (select max(f.stored_at) from migration.files f where f.run_id = d.run_id)
            order by d.version desc limit 1
            """,
            r => RunJson.Read<FormatChoice>(r.GetString(0)), ct, run.Value)).SingleOrDefault() ?? FormatChoice.Nothing);

    private static async Task<Outcome<Done>> ShowAsync(OpsDbContext context, RunId run, IReadOnlyList<DetectedFormat> looks, FormatChoice choice, CancellationToken ct)
    {
        var source = SourceDetection.Propose(looks[0].Format.Columns);
        var document = new DetectionDocument(choice, StoredLook.Short(looks), source, IsWhole: false);
        await context.AddDocumentAsync(run, RunDocumentKind.Detection, RunJson.Write(document), by: null, ct);
        await context.ForgetAgainAsync(run, looks[0].Format.Columns, ct);
        if (await context.FindRunAsync(run, ct) is { } head)
            await context.TellRunAsync(head, head.State, ct);
        return Outcome.Done;
    }

    private static async Task<Refusal?> KeepAsync(OpsDbContext context, RunId run, DetectedRun found, FormatChoice choice, OperatorId? by, CancellationToken ct)
    {
        var detection = RunJson.Write(new DetectionDocument(choice, StoredLook.Short(found.Files), found.Source, IsWhole: true));
        var profile = RunJson.Write(StoredLook.Fitting(found.Profile));
        if (detection.Length > RunJson.Most || profile.Length > RunJson.Most)
            return MigrationRefusals.DocumentTooLarge;
        await context.AddDocumentAsync(run, RunDocumentKind.Detection, detection, by, ct);
        await context.AddDocumentAsync(run, RunDocumentKind.Profile, profile, by, ct);
        await context.ForgetAgainAsync(run, found.Files[0].Format.Columns, ct);
        await context.Database.ExecuteSqlAsync(
            $"update migration.runs set rows_total = {found.Profile.Rows}, columns_total = {found.Profile.Columns.Count} where id = {run.Value}", ct);
        return null;
    }

    private static JsonObject Counted(DetectedRun found) => new()
    {
        ["files"] = found.Files.Count,
        ["rows"] = found.Profile.Rows,
        ["columns"] = found.Profile.Columns.Count,
        ["source"] = found.Source.System.Stored(),
        ["confidence"] = found.Source.Confidence.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private IReadOnlyList<DetectedFormat> Looked(IReadOnlyList<StoredFile> stored, FormatChoice choice)
    {
        var looks = new List<DetectedFormat>();
        foreach (var file in stored)
        {
            try
            {
                using var content = file.Open();
                looks.Add(detector.Look(content, choice.For(looks.Count + 1)));
            }
            catch (UnreadableSourceException stop) when (stored.Count > 1)
            {
                throw stop.InFile(looks.Count + 1, stored.Count);
            }
        }

        return looks;
    }

    private DetectedRun Detected(IReadOnlyList<StoredFile> stored, FormatChoice choice, Action<DetectedFormat>? onLook, CancellationToken ct) =>
        new RunDetector(limits, detector).Detect([.. stored.Select(file => file.Open)], choice, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime), onLook, ct);

    // The place is not kept, since what lies there is the client's: it is found again, in the same order as the job did.
    private StoppedLines? Stopped(IReadOnlyList<StoredFile> stored, FormatChoice choice, CancellationToken ct)
    {
        try
        {
            _ = Looked(stored, choice);
            _ = Detected(stored, choice, onLook: null, ct);
            return null;
        }
        catch (UnreadableSourceException stop)
        {
            using var content = stored[stop.Fault.File - 1].Open();
            return StoppedPlace.Of(content, choice.For(stop.Fault.File).Encoding, stop.Fault);
        }
    }

    // Reading is work of the processor: not on a thread that answers people.
    private static async Task<Outcome<T>> ReadAsync<T>(Func<T> read, CancellationToken ct)
    {
        try
        {
            return Outcome.Of(await Task.Run(read, ct));
        }
        catch (UnreadableSourceException stop)
        {
            return stop.Fault.Refusal;
        }
    }
}
