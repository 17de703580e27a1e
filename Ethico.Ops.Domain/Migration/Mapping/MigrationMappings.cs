using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 3 as people work on it (migration.md 4.3). What a page gets is masked here.</summary>
[UseCase]
public sealed class MigrationMappings(RunGate gate, IRunContents contents, IRunActs acts)
{
    private const int TrialsMost = 5;

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<MappingView>> OpenAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var found = await ReadAsync(key, run, View(run, "mapping"), ct);
        return found.Map(MappingView.Of);
    }

    /// <summary>Saves the proposal: once to begin with, and again where a person resets everything.</summary>
    /// <param name="overVersion">0 for the first.</param>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> ProposeAsync(TenantKey key, RunId run, int overVersion, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.SaveMapping, run) with { Detail = new JsonObject { ["proposed"] = true } };
        var found = await ReadAsync(key, run, act with { Action = AuditAction.ViewMigrationRun }, ct);
        return found.IsAllowed ? await KeepAsync(key, run, MappingProposal.Of(found.Value), overVersion, act, ct) : found.Refusal;
    }

    /// <summary>Saves what a person chose, with what the choice brings along; a stale save is refused and names who was quicker.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> SaveAsync(TenantKey key, RunId run, MigrationMapping mapping, int overVersion, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.SaveMapping, run);
        var found = await ReadAsync(key, run, act with { Action = AuditAction.ViewMigrationRun }, ct);
        if (!found.IsAllowed)
            return found.Refusal;
        var whole = MappingProposal.Completed(mapping, found.Value);
        if (MappingRules.Check(whole, found.Value.Columns) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        return await KeepAsync(key, run, whole, overVersion, act, ct);
    }

    /// <summary>Input and output of a target's feed on the first rows; masked unless all its columns may be seen.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<TransformTrial>>> TryAsync(TenantKey key, RunId run, TargetFeed feed, CancellationToken ct)
    {
        var found = await ReadAsync(key, run, View(run, "transform-trial"), ct);
        if (!found.IsAllowed)
            return found.Refusal;
        var all = found.Value;
        var chain = TransformChain.Compile(feed.Transforms, feed.SourceColumns, all.Columns);
        if (!chain.IsAllowed)
            return chain.Refusal;
        var used = feed.SourceColumns.Concat(feed.Transforms.SelectMany(Named)).Distinct(StringComparer.Ordinal).ToList();
        var isPlain = used.TrueForAll(c => SampleMasking.IsPlain(all.ProfileOf(c), all.TargetsOf(c)));
        var names = all.Columns.ToList();
        return Outcome.Of<IReadOnlyList<TransformTrial>>(
        [
            .. (all.Detection?.Files[0].FirstRows ?? []).Take(TrialsMost).Select(row =>
            {
                var result = chain.Value.Apply(row.Cells);
                var input = string.Join(" + ", feed.SourceColumns.Select(c => row.Cells.ElementAtOrDefault(names.IndexOf(c)) ?? ""));
                return new TransformTrial(
                    SampleMasking.Cell(input, isPlain), SampleMasking.Cell(result.Value.Text, isPlain), result.Faults is [var first, ..] ? first.Detail : null);
            }),
        ]);
    }

    /// <summary>What applying a recipe to this file comes to; nothing is saved by it.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RecipeFit>> FitAsync(TenantKey key, RunId run, RecipeDocument recipe, CancellationToken ct)
    {
        var found = await ReadAsync(key, run, View(run, "recipe-fit"), ct);
        if (!found.IsAllowed)
            return found.Refusal;
        var all = found.Value;
        var values = all.Columns.ToDictionary(
            c => c, c => (IReadOnlyList<string>)[.. (all.ProfileOf(c)?.Values ?? []).Take(ValueBoard.Most).Select(v => v.Value)], StringComparer.Ordinal);
        var fit = RecipeFit.Of(recipe, all.Columns, values);
        return Outcome.Of(fit with
        {
            // Where the file comes from was confirmed for this run; zone and queue are the tenant's.
            Mapping = fit.Mapping with
            {
                Source = all.Mapping?.Source ?? fit.Mapping.Source,
                SourceLabel = all.Mapping is { } own ? own.SourceLabel : fit.Mapping.SourceLabel,
                FallbackQueue = all.Mapping?.FallbackQueue,
            },
        });
    }

    /// <summary>Shows masked columns for five minutes; the entry names them, never what they hold. Asks for RevealPersonalData as well.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RevealedSamples>> RevealAsync(TenantKey key, RunId run, IReadOnlyList<string> columns, string reason, CancellationToken ct)
    {
        // Kept in the trail for good: what cannot be shown there is a space.
        var words = string.Concat((reason ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        var act = RunGate.Act(AuditAction.RevealPersonalData, run) with
        {
            Detail = new JsonObject { ["columns"] = new JsonArray([.. (columns ?? []).Take(FormatLimits.Standard.Columns).Select(c => (JsonNode)c)]) },
            Reason = words.Length > SessionRules.ReasonMost ? words[..SessionRules.ReasonMost] : words,
        };
        if ((await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) ?? await gate.AskAsync(key.Caller, Permission.RevealPersonalData, act, ct)) is { } refused)
            return refused;
        if (SessionRules.CheckReason(words) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        var found = await contents.ReadAsync(key, run, act, ct);
        if (!found.IsAllowed)
            return found.Refusal;
        var all = found.Value;
        var names = (all.Detection?.Files[0].Format.Columns ?? all.Columns).ToList();
        var rows = all.Detection?.Files[0].FirstRows ?? [];
        var leads = all.Mapping is { } mapping ? LeadBoard.Of(mapping, all, isRevealed: true) : null;
        var showsLeads = leads?.Columns.Any(c => columns!.Contains(c, StringComparer.Ordinal)) is true;
        return Outcome.Of(new RevealedSamples(
            [
                .. names.Where(n => columns!.Contains(n, StringComparer.Ordinal)).Select(n => new RevealedColumn(
                    n, all.ProfileOf(n)?.Samples ?? [], [.. rows.Select(r => r.Cells.ElementAtOrDefault(names.IndexOf(n)) ?? "")])),
            ],
            all.Detection?.Files[0].Lines ?? [], showsLeads ? leads : null, showsLeads ? [.. all.Tenant.Users.Where(u => u.IsActive)] : [],
            all.ReadAt + RevealedSamples.VisibleFor, all.ReadAt));
    }

    private async Task<Outcome<RunContents>> ReadAsync(TenantKey key, RunId run, AuditAct act, CancellationToken ct)
    {
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var found = await contents.ReadAsync(key, run, act, ct);
        if (!found.IsAllowed)
            return found;
        return found.Value.Format is null ? await gate.RefuseAsync(key.Caller, act, MappingRefusals.NotConfirmed, ct) : found;
    }

    private async Task<Outcome<RunHead>> KeepAsync(TenantKey key, RunId run, MigrationMapping mapping, int overVersion, AuditAct act, CancellationToken ct)
    {
        var json = MappingJson.Write(mapping);
        if (json.Length > MappingJson.Most)
            return await gate.RefuseAsync(key.Caller, act, MappingRefusals.TooLong, ct);
        return await acts.MoveAsync(key, run, new(RunAct.SaveMapping) { Save = new(RunDocumentKind.Mapping, json, overVersion) { Mapping = mapping } }, act, ct);
    }

    private static IEnumerable<string> Named(Transform transform) => transform switch
    {
        ConcatTransform { Columns: { } columns } => columns,
        IfEmptyTransform { Column: { } column } => [column],
        _ => [],
    };

    private static AuditAct View(RunId run, string what) => RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["view"] = what } };
}
