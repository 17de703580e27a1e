using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Cases of the entered tenant. Each method is one act with its entry; a foreign or unknown id is not found.</summary>
public interface ICaseBook
{
    Task<Outcome<CaseList>> ListAsync(
        TenantKey key, AuditAct act, CaseFilter filter, CaseSort sort, CaseCursor? after, int size, bool withChoices, CancellationToken ct);

    /// <summary>At most <paramref name="most"/> rows, newest first, and whether there are more.</summary>
    Task<Outcome<(IReadOnlyList<CaseRow> Rows, bool IsCut)>> RowsAsync(TenantKey key, AuditAct act, CaseFilter filter, int most, CancellationToken ct);

    Task<Outcome<CaseDetail>> ReadAsync(TenantKey key, AuditAct act, CaseId id, CancellationToken ct);

    Task<Outcome<CaseDetail>> ReadAsync(TenantKey key, AuditAct act, string reference, CancellationToken ct);

    Task<Outcome<CaseWords>> ReadWordsAsync(TenantKey key, AuditAct act, CaseId id, CancellationToken ct);

    Task<Outcome<ReportWords>> ReadReportAsync(TenantKey key, AuditAct act, ReportId id, CancellationToken ct);

    /// <summary>The text of a note, or of an event of the time line.</summary>
    Task<Outcome<string>> ReadLineAsync(TenantKey key, AuditAct act, CaseId id, Guid line, CancellationToken ct);

    Task<Outcome<InvestigationWords>> ReadInvestigationAsync(TenantKey key, AuditAct act, InvestigationId id, CancellationToken ct);

    Task<Outcome<AttachmentNames>> ReadAttachmentNamesAsync(TenantKey key, AuditAct act, CaseId id, CancellationToken ct);
}
