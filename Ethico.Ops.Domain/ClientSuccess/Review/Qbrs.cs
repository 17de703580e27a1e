using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// Reviews for clients (client-success.md 4.9). What is previewed is what is kept: finalizing makes the document anew and refuses where
/// it is not the one that was looked at.
/// </summary>
[UseCase]
public sealed class Qbrs(
    AccessGate gate, IQbrs reviews, IClientUsage usage, IClientBenchmarks benchmarks, IQbrPrinter printer, NightCalendar calendar, TimeProvider clock)
{
    [Needs(Permission.ViewClientHealth)]
    public Task<Outcome<QbrShelf>> OpenAsync(Caller caller, OrganizationId tenant, CancellationToken ct) => gate.ReadAsync(
        caller, Permission.ViewClientHealth, ClientReads.Act(AuditAction.ViewHealth, tenant, "Qbr"), tenant,
        () => reviews.ShelfAsync(ClientScope.Of(caller), tenant, caller.May(Permission.LogEngagement).IsGiven, ct), ct);

    /// <summary>Keeps what was typed; the version to type on over.</summary>
    [Needs(Permission.LogEngagement)]
    public Task<Outcome<long>> KeepAsync(Caller caller, OrganizationId tenant, QbrEdit edit, CancellationToken ct) => ActAsync(
        caller, tenant, edit, (_, fit) => reviews.KeepAsync(caller, BookOf(caller), tenant, fit, ct), ct);

    [Needs(Permission.LogEngagement)]
    public async Task<Outcome<Done>> DiscardAsync(Caller caller, OrganizationId tenant, long rowVersion, CancellationToken ct)
    {
        var act = ClientReads.Act(AuditAction.FinalizeQbr, tenant, "Qbr");
        if (await gate.AskAsync(caller, Permission.LogEngagement, act, tenant, ct) is { } refused)
            return refused;
        var done = await reviews.DiscardAsync(caller, act with { Detail = new JsonObject { ["discarded"] = true } }, BookOf(caller), tenant, rowVersion, ct);
        return done.IsAllowed ? done : await gate.RefuseAsync(caller, act, done.Refusal, tenant, ct);
    }

    [Needs(Permission.LogEngagement)]
    public Task<Outcome<QbrPreview>> PreviewAsync(Caller caller, OrganizationId tenant, QbrEdit edit, CancellationToken ct) => ActAsync(
        caller, tenant, edit,
        async (_, fit) =>
        {
            var document = await WriteAsync(caller, tenant, fit, ct);
            if (!document.IsAllowed)
                return document.Refusal;
            var html = QbrHtml.Write(document.Value);
            return Outcome.Of(new QbrPreview(html, HashOf(Encoding.UTF8.GetBytes(html))));
        },
        ct);

    /// <param name="caller">Who answers for it.</param>
    /// <param name="tenant">Whose review.</param>
    /// <param name="edit">What was typed, over the draft that was seen.</param>
    /// <param name="previewed">The hash of the preview that was looked at.</param>
    /// <param name="ct">Cancels it.</param>
    [Needs(Permission.LogEngagement)]
    public Task<Outcome<Guid>> FinalizeAsync(Caller caller, OrganizationId tenant, QbrEdit edit, string previewed, CancellationToken ct) => ActAsync(
        caller, tenant, edit,
        async (act, fit) =>
        {
            var document = await WriteAsync(caller, tenant, fit, ct);
            if (!document.IsAllowed)
                return document.Refusal;
            var html = Encoding.UTF8.GetBytes(QbrHtml.Write(document.Value));
            if (!string.Equals(HashOf(html), previewed, StringComparison.Ordinal))
                return new Refusal("preview-old", "Figures or words changed since the preview. Look at it again, then finalize.");
            if (printer.Missing(document.Value) is { Count: > 0 } letters)
                return new Refusal("letters", $"The PDF has no letter for {string.Join(' ', letters.Take(10))}. Reword what holds it, or leave its section out.");
            var detail = new JsonObject
            {
                ["from"] = Iso(fit.From), ["to"] = Iso(fit.To), ["sections"] = new JsonArray([.. fit.Sections.Select(s => (JsonNode)s.ToString())]), ["html"] = previewed,
            };
            return await reviews.FinalizeAsync(caller, act with { Detail = detail }, BookOf(caller), tenant, fit, new(html, printer.Print(document.Value)), ct);
        },
        ct);

    [Needs(Permission.ViewClientHealth)]
    public async Task<Outcome<QbrFile>> DownloadAsync(Caller caller, OrganizationId tenant, Guid review, bool isPdf, CancellationToken ct)
    {
        var act = ClientReads.Act(AuditAction.ExportData, tenant, "Qbr") with
        {
            EntityId = review.ToString(), Detail = new JsonObject { ["format"] = isPdf ? "pdf" : "html" },
        };
        var found = await gate.ReadAsync(
            caller, Permission.ViewClientHealth, act, tenant, () => reviews.FileAsync(caller, act, ClientScope.Of(caller), tenant, review, isPdf, ct), ct);
        return found.Map(content => new QbrFile(isPdf ? "business-review.pdf" : "business-review.html", isPdf, content));
    }

    private static ClientScope BookOf(Caller caller) => ClientScope.Of(caller, Permission.LogEngagement);

    private static string HashOf(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private async Task<Outcome<T>> ActAsync<T>(
        Caller caller, OrganizationId tenant, QbrEdit edit, Func<AuditAct, QbrEdit, Task<Outcome<T>>> work, CancellationToken ct)
    {
        var act = ClientReads.Act(AuditAction.FinalizeQbr, tenant, "Qbr");
        if (await gate.AskAsync(caller, Permission.LogEngagement, act, tenant, ct) is { } refused)
            return refused;
        if (QbrRules.Check(edit, calendar.Today(clock.GetUtcNow())) is { } fault)
            return await gate.RefuseAsync(caller, act, fault, tenant, ct);
        var done = await work(act, QbrRules.Fit(edit));
        return done.IsAllowed ? done : await gate.RefuseAsync(caller, act, done.Refusal, tenant, ct);
    }

    private async Task<Outcome<QbrDocument>> WriteAsync(Caller caller, OrganizationId tenant, QbrEdit edit, CancellationToken ct)
    {
        var scope = BookOf(caller);
        var beside = await reviews.BesideAsync(scope, tenant, edit.From, edit.To, ct);
        if (!beside.IsAllowed)
            return beside.Refusal;
        var used = await usage.ReadAsync(scope, tenant, edit.From, edit.To, CountGrain.Month, ct);
        var adopted = await usage.AdoptionAsync(scope, tenant, ct);
        var compared = await benchmarks.ReadAsync(scope, tenant, edit.Cohort, ct);
        if ((used.Refusal ?? adopted.Refusal ?? compared.Refusal) is { } away)
            return away;
        return (beside.Value, used.Value, adopted.Value, compared.Value) is ({ } b, { } u, { } a, { } c)
            ? Outcome.Of(QbrWriter.Write(edit, new(b, u, a, c)))
            : AccessRefusals.NotFoundOrNotYours;
    }
}
