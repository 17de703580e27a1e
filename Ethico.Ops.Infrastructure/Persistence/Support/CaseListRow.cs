using Ethico.Ops.Domain.Support;

namespace Ethico.Ops.Infrastructure.Persistence.Support;

internal sealed record CaseListRow(
    Guid Id, string ReferenceNumber, string Status, string? Severity, string Category, string? HandlerMasked, DateTimeOffset OpenedAt,
    bool OpenedIsDay, TimeSpan? Age, DateTimeOffset? DueAt, bool IsOverdue, bool? IsAnonymous, int People, bool IsImported, bool IsTest)
{
    public CaseRow ToCase() => new(
        new(Id),
        ReferenceNumber,
        PlatformCodes.Read<CaseStatus>(Status),
        PlatformCodes.ReadOptional<CaseSeverity>(Severity) ?? CaseSeverity.NotRated,
        Category,
        HandlerMasked,
        OpenedAt,
        OpenedIsDay,
        Age,
        DueAt,
        IsOverdue,
        IsAnonymous,
        People,
        IsImported,
        IsTest);
}
