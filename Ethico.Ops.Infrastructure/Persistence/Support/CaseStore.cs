using System.Diagnostics;
using System.Text.Json;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Microsoft.EntityFrameworkCore;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

internal sealed class CaseStore(OpsDatabase database) : ICaseBook
{
    public Task<Outcome<CaseList>> ListAsync(
        TenantKey key, AuditAct act, CaseFilter filter, CaseSort sort, CaseCursor? after, int size, bool withChoices, CancellationToken ct) =>
        database.TenantAsync(
            key,
            act,
            async (context, token) =>
            {
                var term = await TermAsync(context, filter, token);
                var rows = await context.Database.SqlQuery<CaseListRow>(CaseListSql.Page(filter, term, sort, after, size + 1)).ToListAsync(token);
                var counted = (await context.Database.SqlQuery<CountRow>(CaseListSql.Count(filter, term, CaseList.CountedMost)).ToListAsync(token)).Single();
                var choices = withChoices ? await ChoicesAsync(context, token) : null;

                IReadOnlyList<CaseRow> shown = [.. rows.Take(size).Select(r => r.ToCase())];
                var next = rows.Count <= size ? null
                    : (term is null ? CaseCursor.After(shown[^1].OpenedAt, shown[^1].Id.Value) : CaseCursor.After(shown[^1].Reference)).Write(sort);
                long? total = counted.Total > CaseList.CountedMost ? null : counted.Total;
                return Outcome.Of(new CaseList(new(shown, next, total), term, choices, counted.ReadAt));
            },
            ct);

    public Task<Outcome<(IReadOnlyList<CaseRow> Rows, bool IsCut)>> RowsAsync(
        TenantKey key, AuditAct act, CaseFilter filter, int most, CancellationToken ct) =>
        database.TenantAsync(
            key,
            act,
            async (context, token) =>
            {
                var term = await TermAsync(context, filter, token);
                var sql = CaseListSql.Page(filter, term, CaseSort.Newest, after: null, most + 1);
                var rows = await context.Database.SqlQuery<CaseListRow>(sql).ToListAsync(token);
                return Outcome.Of<(IReadOnlyList<CaseRow> Rows, bool IsCut)>(([.. rows.Take(most).Select(r => r.ToCase())], rows.Count > most));
            },
            ct);

    public Task<Outcome<CaseDetail>> ReadAsync(TenantKey key, AuditAct act, CaseId id, CancellationToken ct) =>
        database.TenantAsync(key, act, (context, token) => DetailAsync(context, id.Value, reference: null, token), ct);

    public Task<Outcome<CaseDetail>> ReadAsync(TenantKey key, AuditAct act, string reference, CancellationToken ct) =>
        database.TenantAsync(key, act, (context, token) => DetailAsync(context, id: null, reference, token), ct);

    public Task<Outcome<CaseWords>> ReadWordsAsync(TenantKey key, AuditAct act, CaseId id, CancellationToken ct) =>
        CaseWordsSql.ReadAsync(database, key, act, id, ct);

    public Task<Outcome<ReportWords>> ReadReportAsync(TenantKey key, AuditAct act, ReportId id, CancellationToken ct) =>
        CaseWordsSql.ReadReportAsync(database, key, act, id, ct);

    public Task<Outcome<string>> ReadLineAsync(TenantKey key, AuditAct act, CaseId id, Guid line, CancellationToken ct) =>
        CaseWordsSql.ReadLineAsync(database, key, act, id, line, ct);

    public Task<Outcome<InvestigationWords>> ReadInvestigationAsync(TenantKey key, AuditAct act, InvestigationId id, CancellationToken ct) =>
        CaseWordsSql.ReadInvestigationAsync(database, key, act, id, ct);

    public Task<Outcome<AttachmentNames>> ReadAttachmentNamesAsync(TenantKey key, AuditAct act, CaseId id, CancellationToken ct) =>
        CaseWordsSql.ReadAttachmentNamesAsync(database, key, act, id, ct);

    // A reference is sought as it is written; only where none begins so is the term tried in capitals, as most are. Folding the
    // column instead would walk past its index (platform.md 4).
    private static async Task<string?> TermAsync(OpsDbContext context, CaseFilter filter, CancellationToken ct)
    {
        if (filter.TidyTerm is not { } term || string.Equals(term, term.ToUpperInvariant(), StringComparison.Ordinal))
            return filter.TidyTerm;
        var begins = (await context.Database.SqlQuery<bool>(CaseListSql.Begins(term)).ToListAsync(ct)).Single();
        return begins ? term : term.ToUpperInvariant();
    }

    private static async Task<CaseChoices> ChoicesAsync(OpsDbContext context, CancellationToken ct)
    {
        var rows = await context.Database.SqlQuery<ChoiceRow>(CaseListSql.Choices()).ToListAsync(ct);
        var byKind = rows.ToLookup(r => r.Kind, StringComparer.Ordinal);
        return new(
            [.. byKind["CATEGORY"].Select(r => new CategoryChoice(new(r.Id), r.Name, r.Parent, r.IsActive))],
            [.. byKind["HANDLER"].Select(r => new HandlerChoice(new(r.Id), r.Name, r.IsActive))]);
    }

    private static async Task<Outcome<CaseDetail>> DetailAsync(OpsDbContext context, Guid? id, string? reference, CancellationToken ct)
    {
        var row = (await context.Database.SqlQuery<CaseHeaderRow>(CaseDetailSql.Header(id, reference)).ToListAsync(ct)).SingleOrDefault();
        if (row is null)
            return AccessRefusals.NotFoundOrNotYours;
        var people = await context.Database.SqlQuery<PersonRow>(CaseDetailSql.People(row.Id, CaseDetail.PeopleMost)).ToListAsync(ct);
        var lines = await context.Database.SqlQuery<LineRow>(CaseDetailSql.Timeline(row.Id, CaseDetail.TimelineMost + 1)).ToListAsync(ct);

        List<TimelineLine> timeline = [.. lines.Take(CaseDetail.TimelineMost).Select(l => l.ToLine())];
        // An import writes no event: its line is made from the provenance (platform.md 3.3).
        if (row.Import is { } import)
        {
            timeline.Insert(
                timeline.FindIndex(l => l.At < import.At) is var place and >= 0 ? place : timeline.Count,
                new(TimelineKind.Import, Id: null, import.At, ActorKind.Staff, Event: null, Before: null, After: null, HasWords: false, import));
        }

        return Outcome.Of(new CaseDetail(
            row.ToHeader(),
            [.. WorkspaceJson.Read<ReportItem>(row.Reports).Select(r => r.ToReport())],
            [.. people.Select(p => p.ToPerson())],
            timeline,
            lines.Count > CaseDetail.TimelineMost,
            [.. WorkspaceJson.Read<InvestigationItem>(row.Investigations).Select(i => i.ToInvestigation())],
            WorkspaceJson.Read<CaseTask>(row.Tasks),
            WorkspaceJson.Read<CaseFile>(row.Files),
            row.ReadAt));
    }

    private sealed record CountRow(long Total, DateTimeOffset ReadAt);

    private sealed record ChoiceRow(string Kind, Guid Id, string Name, string? Parent, bool IsActive);

    private sealed record PersonRow(
        Guid Id, string[] Roles, string? NameMasked, string? MailMasked, bool HasPhone, bool HasEmployment, bool HasAccount)
    {
        public CasePerson ToPerson()
        {
            IReadOnlyList<PersonRole> roles = [.. Roles.Select(PlatformCodes.Read<PersonRole>)];
            var groups = RevealRules.OfPerson(roles, NameMasked is not null, MailMasked is not null || HasPhone, HasEmployment);
            return new(new(Id), roles, NameMasked, MailMasked, HasPhone, HasEmployment, HasAccount, groups);
        }
    }

    private sealed record LineRow(
        string Kind, Guid Id, DateTimeOffset At, string ActorKind, string? Event, string? Before, string? After, bool HasWords)
    {
        public TimelineLine ToLine() => new(
            PlatformCodes.Read<TimelineKind>(Kind), Id, At, PlatformCodes.Read<ActorKind>(ActorKind),
            PlatformCodes.ReadOptional<CaseEventKind>(Event), Before, After, HasWords, Import: null);
    }

    private sealed record ReportItem(
        Guid Id, string Reference, CaseReportKind Kind, IntakeChannel Channel, string? Language, ReporterKind Reporter, bool? IsAnonymous,
        DateTimeOffset ReceivedAt, bool ReceivedIsDay, bool NamesSomebody)
    {
        public CaseReport ToReport() => new(
            new(Id), Reference, Kind, Channel, Language, Reporter, IsAnonymous, ReceivedAt, ReceivedIsDay,
            RevealRules.OfReport(Reporter, IsAnonymous, NamesSomebody));
    }

    private sealed record InvestigationItem(
        Guid Id, string Number, InvestigationStatus Status, string? HandlerMasked, DateTimeOffset? OpenedAt, bool OpenedIsDay, DateOnly? DueOn,
        DateTimeOffset? ClosedAt, bool ClosedIsDay, CaseOutcome? Outcome, bool HasWords)
    {
        public CaseInvestigation ToInvestigation() => new(
            new(Id), Number, Status, HandlerMasked, OpenedAt, OpenedIsDay, DueOn, ClosedAt, ClosedIsDay, Outcome, HasWords);
    }
}
