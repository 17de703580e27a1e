using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 4 as people work on it: findings, fixes, rows left out, warnings accepted, the error file (migration.md 4.4).</summary>
[UseCase]
public sealed class MigrationRows(RunGate gate, IMigrationRows rows)
{
    public const int PageMost = 200;

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<FindingGroup>>> GroupsAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "findings");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await rows.GroupsAsync(key, run, act, ct);
    }

    /// <summary>A page of failing cells; what is personal is masked.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<KeysetPage<FindingLine>>> LinesAsync(TenantKey key, RunId run, FindingGroupKey group, int? afterRow, int size, CancellationToken ct)
    {
        var act = View(run, "finding-lines");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused
            ? refused
            : await rows.LinesAsync(key, run, group, afterRow, Math.Clamp(size, 1, PageMost), revealed: false, act, ct);
    }

    /// <summary>The same page unmasked; the entry names the column. Asks for RevealPersonalData as well.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<KeysetPage<FindingLine>>> RevealLinesAsync(TenantKey key, RunId run, FindingGroupKey group, int? afterRow, int size, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.RevealPersonalData, run) with { Detail = Of(group) };
        return (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) ?? await gate.AskAsync(key.Caller, Permission.RevealPersonalData, act, ct)) is { } refused
            ? refused
            : await rows.LinesAsync(key, run, group, afterRow, Math.Clamp(size, 1, PageMost), revealed: true, act, ct);
    }

    /// <summary>The same with a reason, for five minutes: how a page reveals.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<KeysetPage<FindingLine>>> RevealLinesAsync(
        TenantKey key, RunId run, FindingGroupKey group, int? afterRow, int size, string reason, CancellationToken ct)
    {
        var words = WordsOf(reason);
        var act = RunGate.Act(AuditAction.RevealPersonalData, run) with { Detail = Of(group), Reason = Cut(words) };
        if ((await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) ?? await gate.AskAsync(key.Caller, Permission.RevealPersonalData, act, ct)) is { } refused)
            return refused;
        return SessionRules.CheckReason(words) is { } fault
            ? await gate.RefuseAsync(key.Caller, act, fault, ct)
            : await rows.LinesAsync(key, run, group, afterRow, Math.Clamp(size, 1, PageMost), revealed: true, act, ct);
    }

    /// <summary>A row with too many or too few cells, as the file has it; what could be personal is masked.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RowSight>> SightAsync(TenantKey key, RunId run, int row, CancellationToken ct)
    {
        var act = View(run, "finding-row");
        act.Detail!["row"] = row;
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await rows.SightAsync(key, run, row, revealed: false, act, ct);
    }

    /// <summary>The same row unmasked, with a reason, for five minutes. Asks for RevealPersonalData as well.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RowSight>> RevealSightAsync(TenantKey key, RunId run, int row, string reason, CancellationToken ct)
    {
        var words = WordsOf(reason);
        var act = RunGate.Act(AuditAction.RevealPersonalData, run) with { Detail = new JsonObject { ["view"] = "finding-row", ["row"] = row }, Reason = Cut(words) };
        if ((await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) ?? await gate.AskAsync(key.Caller, Permission.RevealPersonalData, act, ct)) is { } refused)
            return refused;
        return SessionRules.CheckReason(words) is { } fault ? await gate.RefuseAsync(key.Caller, act, fault, ct) : await rows.SightAsync(key, run, row, revealed: true, act, ct);
    }

    /// <summary>How many rows a fix would touch: shown before it is made.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<int>> CountAsync(TenantKey key, RunId run, RowFixWish wish, CancellationToken ct)
    {
        var act = View(run, "fix-count");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await rows.CountAsync(key, run, wish, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RowsChanged>> FixAsync(TenantKey key, RunId run, RowFixWish wish, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.FixRows, run) with { Detail = Of(wish) };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        if (Fault(wish) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        return await rows.FixAsync(key, run, wish, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RowsChanged>> SkipAsync(TenantKey key, RunId run, RowSkipWish wish, CancellationToken ct)
    {
        var detail = Of(wish.Group);
        detail["row"] = wish.Row;
        var act = RunGate.Act(RunAct.SkipRows, run) with { Detail = detail, Reason = wish.Reason };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        if (wish.Reason.Trim().Length is < RowSkipWish.ReasonLeast or > RowSkipWish.ReasonMost)
            return await gate.RefuseAsync(key.Caller, act, RowRefusals.ReasonNeeded, ct);
        return await rows.SkipAsync(key, run, wish with { Reason = wish.Reason.Trim() }, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RowsChanged>> AcceptAsync(TenantKey key, RunId run, FindingGroupKey group, int expected, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.AcceptWarnings, run) with { Detail = Of(group) };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        if (group.Severity is not Severity.Warning || group.Rule is null)
            return await gate.RefuseAsync(key.Caller, act, RowRefusals.OnlyWarnings, ct);
        return await rows.AcceptAsync(key, run, group, expected, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RowsChanged>> UndoAsync(TenantKey key, RunId run, Guid undone, CancellationToken ct)
    {
        var act = RunGate.Act(RunAct.FixRows, run) with { Detail = new JsonObject { ["undo"] = undone.ToString() } };
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await rows.UndoAsync(key, run, undone, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<IReadOnlyList<RowAct>>> HistoryAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "fixes");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await rows.HistoryAsync(key, run, act, ct);
    }

    /// <summary>Rows with open errors and rows left out, in the source's layout. Redacted unless a reason is given for the rest.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<int>> WriteErrorFileAsync(TenantKey key, RunId run, ErrorFileWish wish, Stream to, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ExportData, run) with
        {
            Detail = new JsonObject { ["what"] = "error-file", ["redacted"] = !wish.IsUnredacted },
            Reason = wish.IsUnredacted ? wish.Reason : null,
        };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        if (wish.IsUnredacted)
        {
            if (await gate.AskAsync(key.Caller, Permission.RevealPersonalData, act, ct) is { } hidden)
                return hidden;
            if ((wish.Reason ?? "").Trim().Length is < RowSkipWish.ReasonLeast or > RowSkipWish.ReasonMost)
                return await gate.RefuseAsync(key.Caller, act, RowRefusals.ReasonNeeded, ct);
        }

        return await rows.WriteErrorFileAsync(key, run, wish, to, act, ct);
    }

    private static string WordsOf(string? reason) => string.Concat((reason ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static string Cut(string words) => words.Length > SessionRules.ReasonMost ? words[..SessionRules.ReasonMost] : words;

    private static AuditAct View(RunId run, string what) =>
        RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["view"] = what } };

    private static Refusal? Fault(RowFixWish wish)
    {
        var value = wish switch
        {
            RowFixWish.Cell cell => cell.Value,
            RowFixWish.SameValue same => same.Value,
            _ => "",
        };
        if (value.Length > FormatLimits.Standard.CellSize)
            return RowRefusals.ValueTooLong;
        // The cleaned text is what a cell of the file would come to; a NUL or half a pair never reaches the database.
        return value.Contains('\0', StringComparison.Ordinal) || CleanText.Of(value).Contains('\uFFFD', StringComparison.Ordinal) ? RowRefusals.ValueUnstorable : null;
    }

    // Codes, columns and counts; never a value, neither the old nor the new.
    private static JsonObject Of(RowFixWish wish)
    {
        switch (wish)
        {
            case RowFixWish.Cell cell:
                return new JsonObject { ["kind"] = "cell", ["row"] = cell.Row, ["column"] = cell.Column };
            case RowFixWish.Surplus surplus:
                return new JsonObject { ["kind"] = "surplus", ["row"] = surplus.Row, ["column"] = surplus.Column };
            case RowFixWish.Gap gap:
                return new JsonObject { ["kind"] = "gap", ["row"] = gap.Row, ["column"] = gap.At.Column, ["cells"] = gap.At.Cells };
            case RowFixWish.SameValue same:
                var all = Of(same.Group);
                (all["kind"], all["rows"]) = ("same-value", same.Expected);
                return all;
            case RowFixWish.Suggestion taken:
                var one = Of(taken.Group);
                (one["kind"], one["row"], one["rows"]) = ("suggestion", taken.Row, taken.Expected);
                return one;
            default:
                return [];
        }
    }

    private static JsonObject Of(FindingGroupKey group) =>
        new() { ["code"] = group.Rule is null ? "(unknown)" : group.Code.Value, ["severity"] = group.Severity.ToString(), ["column"] = group.Column };
}
