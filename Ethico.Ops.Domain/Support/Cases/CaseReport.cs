using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>A report linked to a case, without its words.</summary>
/// <param name="Groups">What could be revealed of its reporter; empty where the report is anonymous: no identity exists.</param>
public sealed record CaseReport(
    ReportId Id,
    string Reference,
    CaseReportKind Kind,
    IntakeChannel Channel,
    string? Language,
    ReporterKind Reporter,
    bool? IsAnonymous,
    DateTimeOffset ReceivedAt,
    bool ReceivedIsDay,
    IReadOnlyList<RevealGroup> Groups);
