using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>The workspace's Cases tab (support.md 4a): masked lists, and words only when their panel opens.</summary>
[UseCase]
public sealed class CaseBook(AccessGate gate, ICaseBook book, TimeProvider clock)
{
    public const int ExportMost = 50_000;

    [Needs(Permission.ViewCaseContent)]
    public async Task<Outcome<CaseList>> ListAsync(TenantKey key, CaseQuery query, CancellationToken ct)
    {
        var size = PageSize.Held(query.PageSize);
        var detail = query.Filter.ToDetail();
        detail["sort"] = query.Sort.Stored();
        detail["size"] = size;
        detail["page"] = query.Cursor is null ? "first" : "next";
        var act = new AuditAct(AuditAction.ViewCase) { EntityType = "CaseList", Detail = detail };
        if (await gate.AskAsync(key.Caller, Permission.ViewCaseContent, act, tenant: null, ct) is { } refused)
            return refused;
        var cursor = CaseCursor.Read(query.Cursor, query.Sort, query.Filter.TidyTerm is not null);
        if ((query.Filter.Check() ?? cursor.Refusal) is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, tenant: null, ct);
        return await book.ListAsync(key, act, query.Filter, query.Sort, cursor.Value, size, query.WithChoices, ct);
    }

    /// <summary>The filtered list as CSV, masked as on the screen, newest first, at most <see cref="ExportMost"/> rows.</summary>
    [Needs(Permission.ViewCaseContent)]
    public async Task<Outcome<CsvFile>> ExportAsync(TenantKey key, CaseFilter filter, CancellationToken ct)
    {
        var detail = filter.ToDetail();
        detail["most"] = ExportMost;
        var act = new AuditAct(AuditAction.ExportData) { EntityType = "CaseList", Detail = detail };
        if (await gate.AskAsync(key.Caller, Permission.ViewCaseContent, act, tenant: null, ct) is { } refused)
            return refused;
        if (filter.Check() is { } fault)
            return await gate.RefuseAsync(key.Caller, act, fault, tenant: null, ct);
        var found = await book.RowsAsync(key, act, filter, ExportMost, ct);
        var name = string.Create(CultureInfo.InvariantCulture, $"cases-{clock.GetUtcNow().UtcDateTime:yyyyMMdd-HHmm}.csv");
        return found.Map(f => new CsvFile(name, CaseCsv.Write(f.Rows), f.Rows.Count, f.IsCut));
    }

    [Needs(Permission.ViewCaseContent)]
    public Task<Outcome<CaseDetail>> OpenAsync(TenantKey key, CaseId id, CancellationToken ct) =>
        AskedAsync(key, View("Case", id.ToString()), act => book.ReadAsync(key, act, id, ct), ct);

    /// <summary>A case by its whole reference, as a ticket or a colleague names it.</summary>
    [Needs(Permission.ViewCaseContent)]
    public async Task<Outcome<CaseDetail>> FindAsync(TenantKey key, string reference, CancellationToken ct)
    {
        var tidy = reference?.Trim() ?? "";
        if (tidy.Length is 0 or > CaseFilter.TermMost || tidy.Any(char.IsControl))
        {
            var malformed = View("Case", entityId: null);
            return await gate.AskAsync(key.Caller, Permission.ViewCaseContent, malformed, tenant: null, ct)
                ?? await gate.RefuseAsync(key.Caller, malformed, AccessRefusals.NotFoundOrNotYours, tenant: null, ct);
        }

        return await AskedAsync(key, View("Case", tidy), act => book.ReadAsync(key, act, tidy, ct), ct);
    }

    /// <summary>Summary, outcome in words, tags and custom fields.</summary>
    [Needs(Permission.ViewCaseContent)]
    public Task<Outcome<CaseWords>> ReadWordsAsync(TenantKey key, CaseId id, CancellationToken ct) =>
        AskedAsync(key, View("CaseWords", id.ToString()), act => book.ReadWordsAsync(key, act, id, ct), ct);

    [Needs(Permission.ViewCaseContent)]
    public Task<Outcome<ReportWords>> ReadReportAsync(TenantKey key, ReportId id, CancellationToken ct) =>
        AskedAsync(
            key,
            new AuditAct(AuditAction.ViewReport) { EntityType = "Report", EntityId = id.ToString() },
            act => book.ReadReportAsync(key, act, id, ct),
            ct);

    /// <summary>The words of one note or event, by the id of its line.</summary>
    [Needs(Permission.ViewCaseContent)]
    public Task<Outcome<string>> ReadLineAsync(TenantKey key, CaseId id, Guid line, CancellationToken ct) =>
        AskedAsync(
            key,
            View("CaseNote", line.ToString()) with { Detail = new JsonObject { ["case"] = id.ToString() } },
            act => book.ReadLineAsync(key, act, id, line, ct),
            ct);

    [Needs(Permission.ViewCaseContent)]
    public Task<Outcome<InvestigationWords>> ReadInvestigationAsync(TenantKey key, InvestigationId id, CancellationToken ct) =>
        AskedAsync(key, View("Investigation", id.ToString()), act => book.ReadInvestigationAsync(key, act, id, ct), ct);

    /// <summary>Titles of tasks and names of files: narrative, so they are an act of their own.</summary>
    [Needs(Permission.ViewCaseContent)]
    public Task<Outcome<AttachmentNames>> ReadAttachmentNamesAsync(TenantKey key, CaseId id, CancellationToken ct) =>
        AskedAsync(key, View("CaseAttachments", id.ToString()), act => book.ReadAttachmentNamesAsync(key, act, id, ct), ct);

    private async Task<Outcome<T>> AskedAsync<T>(TenantKey key, AuditAct act, Func<AuditAct, Task<Outcome<T>>> read, CancellationToken ct) =>
        await gate.AskAsync(key.Caller, Permission.ViewCaseContent, act, tenant: null, ct) is { } refused ? refused : await read(act);

    private static AuditAct View(string entityType, string? entityId) =>
        new(AuditAction.ViewCase) { EntityType = entityType, EntityId = entityId };
}
