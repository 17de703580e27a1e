using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Step 6 as people take it (migration.md 4.6). Start and Resume hand out the import's key and need Write mode; stopping never does.
/// Pause and Cancel are asked of the job, which acts after its batch.
/// </summary>
[UseCase]
public sealed class MigrationImports(RunGate gate, IRunActs acts)
{
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> StartAsync(TenantKey key, RunId run, string tenantName, CancellationToken ct)
    {
        var move = new RunMove(RunAct.StartImport) { TypedTenantName = tenantName?.Trim(), Check = head => RunRules.CheckTenantName(head, tenantName) };
        return await MoveAsync(key, run, move, ct);
    }

    /// <summary>While it waits, and nothing is written.</summary>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> WithdrawAsync(TenantKey key, RunId run, CancellationToken ct) => MoveAsync(key, run, new(RunAct.WithdrawImport), ct);

    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> PauseAsync(TenantKey key, RunId run, CancellationToken ct) => MoveAsync(key, run, new(RunAct.PauseImport), ct);

    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> ResumeAsync(TenantKey key, RunId run, CancellationToken ct) => MoveAsync(key, run, new(RunAct.ResumeImport), ct);

    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> CancelAsync(TenantKey key, RunId run, CancellationToken ct) => MoveAsync(key, run, new(RunAct.CancelImport), ct);

    /// <summary>The run is complete with what stands; the rest counts as skipped, and the window starts.</summary>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> FinishHereAsync(TenantKey key, RunId run, CancellationToken ct) => MoveAsync(key, run, new(RunAct.FinishHere), ct);

    private async Task<Outcome<RunHead>> MoveAsync(TenantKey key, RunId run, RunMove move, CancellationToken ct)
    {
        var act = RunGate.Act(move.Act, run);
        if (await gate.AskAsync(key.Caller, move.Act.Rule().Permission!.Value, act, ct) is { } refused)
            return refused;
        return await acts.MoveAsync(key, run, move, act, ct);
    }
}
