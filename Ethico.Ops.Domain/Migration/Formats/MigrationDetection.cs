using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 2 as a page may see it: masked before it leaves (migration.md 3, 4.2).</summary>
[UseCase]
public sealed class MigrationDetection(RunGate gate, IRunContents contents, IFormats formats)
{
    /// <summary>What was detected last; null until the beginning of the files was read.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<DetectionView?>> OpenAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "detection");
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var found = await contents.ReadAsync(key, run, act, ct);
        if (!found.IsAllowed)
            return found.Refusal;
        return Outcome.Of(found.Value is { Detection: { } detection } all
            ? DetectionView.Of(detection, all.DetectionVersion, detection.IsWhole ? all.Profile : null, all.TargetsOf)
            : null);
    }

    /// <summary>How the first rows read under a choice, at once. Other columns than those that were counted are not known, so masked.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<DetectionView>> LookAsync(TenantKey key, RunId run, FormatChoice choice, CancellationToken ct)
    {
        var act = View(run, "first-rows");
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var found = await contents.ReadAsync(key, run, act, ct);
        if (!found.IsAllowed)
            return found.Refusal;
        var looked = await formats.LookAsync(key, run, choice, act, ct);
        if (!looked.IsAllowed)
            return looked.Refusal;
        var isSame = found.Value.Detection is { IsWhole: true } before && HasSameCells(before.Files[0].Format, looked.Value[0].Format);
        var document = new DetectionDocument(choice, looked.Value, SourceDetection.Propose(looked.Value[0].Format.Columns), IsWhole: false);
        return Outcome.Of(DetectionView.Of(document, 0, isSame ? found.Value.Profile : null, isSame ? found.Value.TargetsOf : _ => []));
    }

    /// <summary>The lines around the place where the files could not be read on, masked; null where there is no such place.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<StoppedLines?>> StoppedAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "stopped-lines");
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return (await formats.StoppedAsync(key, run, act, ct)).Map(found => found?.Masked());
    }

    /// <summary>Reads the files to their ends under a choice; what is found is the run's newest detection.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<Done>> OverrideAsync(TenantKey key, RunId run, FormatChoice choice, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.DetectMigrationFormat, run);
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return (await formats.DetectAsync(key, run, choice, act, ct)).Map(_ => default(Done));
    }

    // The same cells under the same names: only then what was counted of a column holds for it still.
    private static bool HasSameCells(FileFormat one, FileFormat other) =>
        one.Kind == other.Kind && one.Delimiter == other.Delimiter && one.Quote == other.Quote && one.Escape == other.Escape && one.HasBlankBeforeQuote == other.HasBlankBeforeQuote
        && one.HeaderLine == other.HeaderLine && one.Sheet == other.Sheet && one.Columns.SequenceEqual(other.Columns, StringComparer.Ordinal);

    private static AuditAct View(RunId run, string what) => RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["view"] = what } };
}
