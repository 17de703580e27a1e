using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 2 as a person overrides it (migration.md 4.2): the first rows at once, the whole before it is confirmed.</summary>
[UseCase]
public sealed class MigrationFormats(RunGate gate, IFormats formats)
{
    /// <summary>How the beginning of the files reads under a choice: for rows before the rest is read, and for redrawing at once.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<DetectedFormat>>> LookAsync(TenantKey key, RunId run, FormatChoice choice, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["what"] = "first rows" } };
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await formats.LookAsync(key, run, choice, act, ct);
    }

    /// <summary>Reads the files again under a choice, in state Detected by the holder; the profile is then the one to map by.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<DetectedRun>> OverrideAsync(TenantKey key, RunId run, FormatChoice choice, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.DetectMigrationFormat, run);
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await formats.DetectAsync(key, run, choice, act, ct);
    }
}
