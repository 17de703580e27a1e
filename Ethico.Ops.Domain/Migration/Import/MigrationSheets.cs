using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 7: the sheet, the judged side-by-sides and the signatures (migration.md 4.7).</summary>
[UseCase]
public sealed class MigrationSheets(RunGate gate, ISheets sheets)
{
    public const int NoteMost = 2_000;

    /// <summary>Counts source and live anew.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<SheetView>> CountAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.SignOffMigration, run) with { Detail = new JsonObject { ["what"] = "sheet" } };
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await sheets.CountAsync(key, run, View(run, "sheet-source"), act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<SheetView?>> ReadAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "sheet");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await sheets.ReadAsync(key, run, act, ct);
    }

    /// <summary>The drawn records, source and live side by side; what is personal is masked.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<SheetSamples>> SamplesAsync(TenantKey key, RunId run, CancellationToken ct)
    {
        var act = View(run, "sheet-samples");
        return await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused ? refused : await sheets.SamplesAsync(key, run, isRevealed: false, act, ct);
    }

    /// <summary>The same unmasked, for five minutes.</summary>
    [Needs(Permission.RevealPersonalData)]
    public async Task<Outcome<SheetSamples>> RevealSamplesAsync(TenantKey key, RunId run, string reason, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.RevealPersonalData, run) with { Detail = new JsonObject { ["view"] = "sheet-samples" }, Reason = reason?.Trim() };
        if ((await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) ?? await gate.AskAsync(key.Caller, Permission.RevealPersonalData, act, ct)) is { } refused)
            return refused;
        if (SessionRules.CheckReason(reason) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, ct);
        return await sheets.SamplesAsync(key, run, isRevealed: true, act, ct);
    }

    /// <param name="note">Needed where it differs.</param>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<Done>> JudgeAsync(TenantKey key, RunId run, int position, bool matches, string? note, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.SignOffMigration, run) with { Detail = new JsonObject { ["what"] = "judgement", ["position"] = position, ["matches"] = matches } };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var words = string.IsNullOrWhiteSpace(note) ? null : note.Trim();
        var fault = !matches && words is null ? SheetRefusals.NoteNeeded : words?.Length > NoteMost ? SheetRefusals.NoteLength : null;
        return fault is null ? await sheets.JudgeAsync(key, run, position, matches, words, act, ct) : await gate.RefuseAsync(key.Caller, act, fault, ct);
    }

    /// <summary>What is to be said about a difference ("status:CLOSED") or a failed row ("row:12").</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<Done>> NoteAsync(TenantKey key, RunId run, string subject, string note, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.SignOffMigration, run) with { Detail = new JsonObject { ["what"] = "note" } };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        if (note?.Trim() is not { Length: > 0 and <= NoteMost } words)
            return await gate.RefuseAsync(key.Caller, act, SheetRefusals.NoteLength, ct);
        if (subject is not { Length: > 0 and <= 200 })
            return await gate.RefuseAsync(key.Caller, act, SheetRefusals.NoSuchSubject, ct);
        return await sheets.NoteAsync(key, run, subject, words, act, ct);
    }

    [Needs(Permission.RunMigration)]
    public async Task<Outcome<RunHead>> SignAsync(TenantKey key, RunId run, SignOffWish wish, CancellationToken ct)
    {
        var digest = wish.Digest is { Length: 64 } hex && hex.All(char.IsAsciiHexDigit) ? hex.ToLowerInvariant() : null;
        var act = RunGate.Act(RunAct.SignOff, run) with { Detail = new JsonObject { ["digest"] = digest, ["withClient"] = !string.IsNullOrWhiteSpace(wish.ClientName) } };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var tidy = wish with { Digest = digest ?? "", Statement = wish.Statement?.Trim() ?? "", ClientName = Kept(wish.ClientName), ClientEmail = Kept(wish.ClientEmail) };
        return Fault(tidy) is { } fault ? await gate.RefuseAsync(key.Caller, act, fault, ct) : await sheets.SignAsync(key, run, tidy, act, ct);
    }

    /// <summary>The last sheet as CSV or HTML.</summary>
    [Needs(Permission.RunMigration)]
    public async Task<Outcome<CsvFile>> ExportAsync(TenantKey key, RunId run, bool isHtml, CancellationToken ct)
    {
        var act = RunGate.Act(AuditAction.ExportData, run) with { Detail = new JsonObject { ["what"] = "sheet", ["format"] = isHtml ? "html" : "csv" } };
        if (await gate.AskAsync(key.Caller, Permission.RunMigration, act, ct) is { } refused)
            return refused;
        var found = await sheets.ForExportAsync(key, run, act, ct);
        return found.Map(f => new CsvFile(
            $"{f.Head.Reference}-sheet.{(isHtml ? "html" : "csv")}", isHtml ? SheetExport.Html(f.Head, f.Sheet) : SheetExport.Csv(f.Head, f.Sheet), f.Sheet.Figures.Totals.Count, IsCut: false));
    }

    private static Refusal? Fault(SignOffWish wish)
    {
        if (wish.Statement.Length is < SignOffWish.StatementLeast or > SignOffWish.StatementMost)
            return SheetRefusals.Statement;
        var hasClient = wish.ClientName is not null;
        if (wish.ClientName?.Length > SignOffWish.NameMost || (!hasClient && (wish.ClientEmail is not null || wish.ClientAgreedOn is not null))
            || (wish.ClientEmail is { } mail && (mail.Length > SignOffWish.EmailMost || mail.IndexOf('@', StringComparison.Ordinal) is var at && (at <= 0 || at == mail.Length - 1))))
            return SheetRefusals.Client;
        return null;
    }

    private static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static AuditAct View(RunId run, string what) => RunGate.Act(AuditAction.ViewMigrationRun, run) with { Detail = new JsonObject { ["view"] = what } };
}
