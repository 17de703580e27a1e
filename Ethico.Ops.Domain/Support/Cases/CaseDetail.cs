namespace Ethico.Ops.Domain.Support;

/// <summary>
/// A case's page without a word of narrative and without an unmasked person: those are read when their panel opens.
/// </summary>
/// <param name="Timeline">Newest first, at most <see cref="TimelineMost"/> lines.</param>
/// <param name="IsTimelineCut">There are older lines than shown.</param>
public sealed record CaseDetail(
    CaseHeader Header,
    IReadOnlyList<CaseReport> Reports,
    IReadOnlyList<CasePerson> People,
    IReadOnlyList<TimelineLine> Timeline,
    bool IsTimelineCut,
    IReadOnlyList<CaseInvestigation> Investigations,
    IReadOnlyList<CaseTask> Tasks,
    IReadOnlyList<CaseFile> Files,
    DateTimeOffset ReadAt)
{
    public const int TimelineMost = 300;
    public const int PeopleMost = 200;

    /// <summary>The report the case was made of; none on cases that the client opened without one.</summary>
    public CaseReport? PrimaryReport => Reports.FirstOrDefault(r => r.Kind is CaseReportKind.Primary);
}
