using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 7 as people take it (migration.md 4.7): count, judge the drawn records, explain differences, sign.</summary>
[UseCase]
public sealed class MigrationSheets(RunGate gate, ISheetBook sheets)
{
    private const int NoteMost = 2_000;

    [Needs(Permission.RunMigration)]
    public Task<Outcome<Sheet>> CountAsync(TenantKey key, RunId run, CancellationToken ct) =>
        AskedAsync(key, View(run, "sheet"), act => sheets.CountAsync(key, run, act, ct), ct);

    [Needs(Permission.RunMigration)]
    public Task<Outcome<Sheet>> ReadAsync(TenantKey key, RunId run, CancellationToken ct) =>
        AskedAsync(key, View(run, "sheet"), act => sheets.ReadAsync(key, run, act, ct), ct);

    [Needs(Permission.RunMigration)]
    public Task<Outcome<Done>> JudgeAsync(TenantKey key, RunId run, int position, bool matches, string? note, CancellationToken ct) =>
        AskedAsync(
            key,
            RunGate.Act(AuditAction.SignOffMigration, run) with { Detail = new JsonObject { ["judged"] = position, ["matches"] = matches } },
            async act => (matches && string.IsNullOrWhiteSpace(note) ? null : Fault(note)) is { } fault
                ? await gate.RefuseAsync(key.Caller, act, fault, ct)
                : await sheets.JudgeAsync(key, run, position, matches, note?.Trim(), act, ct),
            ct);

    /// <param name="subject">Of a difference or of a failed row, as the sheet names it.</param>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<Done>> NoteAsync(TenantKey key, RunId run, string subject, string note, CancellationToken ct) =>
        AskedAsync(
            key,
            RunGate.Act(AuditAction.SignOffMigration, run) with { Detail = new JsonObject { ["noted"] = true } },
            async act => (string.IsNullOrWhiteSpace(subject) ? ImportRefusals.NoteMissing : Fault(note)) is { } fault
                ? await gate.RefuseAsync(key.Caller, act, fault, ct)
                : await sheets.NoteAsync(key, run, subject, note.Trim(), act, ct),
            ct);

    /// <summary>One note under every row that failed for a reason and has none of its own yet.</summary>
    /// <param name="reason">As the sheet names it.</param>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<int>> NoteRowsAsync(TenantKey key, RunId run, string reason, string note, CancellationToken ct) =>
        AskedAsync(
            key,
            RunGate.Act(AuditAction.SignOffMigration, run) with { Detail = new JsonObject { ["noted"] = true, ["of"] = "rows" } },
            async act => (string.IsNullOrWhiteSpace(reason) ? ImportRefusals.NoteMissing : Fault(note)) is { } fault
                ? await gate.RefuseAsync(key.Caller, act, fault, ct)
                : await sheets.NoteRowsAsync(key, run, reason, note.Trim(), act, ct),
            ct);

    [Needs(Permission.RunMigration)]
    public Task<Outcome<RunHead>> SignAsync(TenantKey key, RunId run, SignOff sign, CancellationToken ct) =>
        AskedAsync(key, RunGate.Act(RunAct.SignOff, run), act => sheets.SignAsync(key, run, sign, act, ct), ct);

    /// <summary>The last sheet as a file: figures, without content.</summary>
    [Needs(Permission.RunMigration)]
    public Task<Outcome<CsvFile>> ExportAsync(TenantKey key, RunId run, bool isHtml, CancellationToken ct) =>
        AskedAsync(
            key,
            RunGate.Act(AuditAction.ExportData, run) with { Detail = new JsonObject { ["what"] = "sheet", ["format"] = isHtml ? "html" : "csv" } },
            async act => (await sheets.ReadAsync(key, run, act, ct)).Map(sheet => new CsvFile(
                isHtml ? "reconciliation.html" : "reconciliation.csv",
                System.Text.Encoding.UTF8.GetBytes(isHtml ? SheetFiles.ToHtml(sheet.Figures, $"{run} sheet {sheet.Digest[..12]}") : SheetFiles.ToCsv(sheet.Figures)),
                sheet.Figures.Lines.Count,
                IsCut: false)),
            ct);

    private async Task<Outcome<T>> AskedAsync<T>(TenantKey key, AuditAct act, Func<AuditAct, Task<Outcome<T>>> then, CancellationToken ct)
    {
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        return await then(act);
    }

    private static AuditAct View(RunId run, string of) => RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["of"] = of } };

    // Too long is said, never cut.
    private static Refusal? Fault(string? note) =>
        string.IsNullOrWhiteSpace(note) ? ImportRefusals.NoteMissing : note.Trim().Length > NoteMost ? ImportRefusals.NoteTooLong(NoteMost) : null;
}
