using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Steps 2 to 5 as the holder takes them (migration.md 4.2 to 4.5). A Read session suffices: only the run changes.</summary>
[UseCase]
public sealed class MigrationSteps(RunGate gate, IRunActs acts)
{
    /// <summary>Asks for detection of what was uploaded.</summary>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> DetectAsync(TenantKey key, RunId run, CancellationToken ct) => MoveAsync(key, run, new(RunAct.Detect), ct);

    /// <summary>The same with what a person already knows of the files, where they could not be read by themselves.</summary>
    /// <param name="overVersion">Of the choices the page shows; 0 where there are none.</param>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> DetectAsync(TenantKey key, RunId run, FormatChoice choice, int overVersion, CancellationToken ct) =>
        MoveAsync(key, run, new(RunAct.Detect) { Save = new(RunDocumentKind.Choices, RunJson.Write(choice ?? FormatChoice.Nothing), overVersion) }, ct);

    /// <param name="overVersion">Of the format document the page shows; 0 where there is none.</param>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> ConfirmFormatAsync(TenantKey key, RunId run, FormatConfirmed confirmed, int overVersion, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.ConfirmFormat, run);
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var name = SourceSystems.Name(confirmed.Source, confirmed.Label);
        if (!name.IsAllowed)
            return await gate.RefuseAsync(key.Caller, act, name.Refusal, ct);
        var save = new RunSave(RunDocumentKind.Format, RunJson.Write(confirmed.Format), overVersion) { Confirmed = confirmed };
        return await acts.MoveAsync(key, run, new(RunAct.ConfirmFormat) { Save = save }, act, ct);
    }

    /// <summary>Keeps the mapping as it stands; a stale save is refused and names who changed it.</summary>
    /// <param name="overVersion">Of the mapping the page began from; 0 for the first.</param>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> SaveMappingAsync(TenantKey key, RunId run, MigrationMapping mapping, int overVersion, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.SaveMapping, run);
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var json = MappingJson.Write(mapping);
        if (json.Length > MappingJson.Most)
            return await gate.RefuseAsync(key.Caller, act, MappingRefusals.TooLong, ct);
        var save = new RunSave(RunDocumentKind.Mapping, json, overVersion) { Mapping = mapping };
        return await acts.MoveAsync(key, run, new(RunAct.SaveMapping) { Save = save }, act, ct);
    }

    /// <summary>Freezes the mapping and asks for validation.</summary>
    /// <param name="version">Of the mapping the page shows.</param>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> ConfirmMappingAsync(TenantKey key, RunId run, int version, CancellationToken ct) =>
        MoveAsync(key, run, new(RunAct.ConfirmMapping) { MappingVersion = version }, ct);

    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> StopValidationAsync(TenantKey key, RunId run, CancellationToken ct) => MoveAsync(key, run, new(RunAct.StopValidation), ct);

    /// <summary>Validates all rows again, with the fixes made since.</summary>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> RevalidateAsync(TenantKey key, RunId run, CancellationToken ct) => MoveAsync(key, run, new(RunAct.Revalidate), ct);

    /// <summary>Asks for the plan; of a stopped import, for the rest of it.</summary>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> PreviewAsync(TenantKey key, RunId run, CancellationToken ct) => MoveAsync(key, run, new(RunAct.Preview), ct);

    private async Task<Outcome<RunHead>> MoveAsync(TenantKey key, RunId run, RunMove move, CancellationToken ct)
    {
        var act = RunGate.Act(move.Act, run);
        if (await gate.AskAsync(key.Caller, move.Act.Rule().Permission!.Value, act, ct) is { } refused)
            return refused;
        return await acts.MoveAsync(key, run, move, act, ct);
    }
}
