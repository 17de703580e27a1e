namespace Ethico.Ops.Domain.Migration;

/// <summary>Where the value of a feed goes, by the target's key. What needs looking up waits in the draft for the whole row.</summary>
internal static class FeedTargets
{
    private static readonly string[] RoleNames = ["reporter.", "subject.", "witness."];

    private static readonly Dictionary<string, Action<RowDraft, string>> Texts = new(StringComparer.Ordinal)
    {
        [TargetKeys.ReportReference] = (d, v) => d.Row.ReportReference = v,
        [TargetKeys.ReportDetails] = (d, v) => d.Row.Details = v,
        [TargetKeys.ReportSummary] = (d, v) => d.Row.Summary = v,
        [TargetKeys.ReportIncidentNote] = (d, v) => d.Row.IncidentNote = v,
        [TargetKeys.ReportReporterRelationship] = (d, v) => d.Row.ReporterRelationship = v,
        [TargetKeys.ReportReporterReference] = (d, v) => d.Row.ReporterReference = v,
        [TargetKeys.CaseReference] = (d, v) => d.Row.CaseReference = v,
        [TargetKeys.CaseOutcomeDetail] = (d, v) => d.Row.OutcomeDetail = v,
        [TargetKeys.CaseLeadSourceText] = (d, v) => d.Row.LeadSourceText = v,
        [TargetKeys.CaseBusinessUnit] = (d, v) => d.Row.BusinessUnit = v,
        [TargetKeys.CaseNotes] = (d, v) => d.Notes.Add(v),
        [TargetKeys.CategoryName] = (d, v) => d.CategoryName = v,
        [TargetKeys.CategoryCode] = (d, v) => d.CategoryCode = v,
        [TargetKeys.CategoryParent] = (d, v) => d.CategoryParent = v,
        [TargetKeys.SecondaryCategoryName] = (d, v) => d.SecondaryName = v,
        [TargetKeys.SecondaryCategoryCode] = (d, v) => d.SecondaryCode = v,
        [TargetKeys.SecondaryCategoryParent] = (d, v) => d.SecondaryParent = v,
        [TargetKeys.LocationName] = (d, v) => d.LocationName = v,
        [TargetKeys.LocationCode] = (d, v) => d.LocationCode = v,
        [TargetKeys.LocationCity] = (d, v) => d.City = v,
        [TargetKeys.LocationState] = (d, v) => d.State = v,
        [TargetKeys.LocationPostalCode] = (d, v) => d.PostalCode = v,
        [TargetKeys.LocationCountry] = (d, v) => d.Country = v,
        [TargetKeys.CaseLead] = (d, v) => d.Lead = v,
        [TargetKeys.InvestigationLead] = (d, v) => d.Investigation.Lead = v,
        [TargetKeys.InvestigationNumber] = (d, v) => d.Investigation.Number = v,
        [TargetKeys.InvestigationFindingsSummary] = (d, v) => d.Investigation.FindingsSummary = v,
        [TargetKeys.InvestigationFindingsDetail] = (d, v) => d.Investigation.FindingsDetail = v,
        [TargetKeys.InvestigationRootCause] = (d, v) => d.Investigation.RootCause = v,
        [TargetKeys.InvestigationNotes] = (d, v) => d.Investigation.Notes = v,
        [TargetKeys.InvestigationLessonsLearned] = (d, v) => d.Investigation.LessonsLearned = v,
    };

    private static readonly Dictionary<string, Action<PersonDraft, string>> Personal = new(StringComparer.Ordinal)
    {
        ["full_name"] = (p, v) => p.FullName = v,
        ["first_name"] = (p, v) => p.FirstName = v,
        ["last_name"] = (p, v) => p.LastName = v,
        ["email"] = (p, v) => p.Email = v,
        ["phone"] = (p, v) => p.Phone = v,
        ["employee_id"] = (p, v) => p.EmployeeId = v,
        ["job_title"] = (p, v) => p.JobTitle = v,
        ["department"] = (p, v) => p.Department = v,
        ["company"] = (p, v) => p.Company = v,
    };

    /// <summary>Null where the target is no plain text: a date, a code, a list.</summary>
    public static Action<RowDraft, string>? Text(TargetField target)
    {
        if (Texts.TryGetValue(target.Key, out var setter))
            return setter;
        if (target.Entity is TargetEntity.Custom)
            return (d, v) => d.Custom.Add((target.Words, v));
        for (var role = 0; role < RowDraft.Roles; role++)
        {
            if (!target.Key.StartsWith(RoleNames[role], StringComparison.Ordinal))
                continue;
            var (at, put) = (role, Personal[target.Key[RoleNames[role].Length..]]);
            return (d, v) => put(d.People[at], v);
        }

        return null;
    }

    public static Action<RowDraft, DateValue> Date(TargetField target) => target.Key switch
    {
        TargetKeys.ReportReceivedAt => (d, v) => d.Received = v,
        TargetKeys.ReportIncidentOn => (d, v) => d.Incident = v,
        TargetKeys.CaseOpenedAt => (d, v) => d.Opened = v,
        TargetKeys.CaseClosedAt => (d, v) => d.Closed = v,
        TargetKeys.InvestigationOpenedAt => (d, v) => d.Investigation.Opened = v,
        TargetKeys.InvestigationDueOn => (d, v) => d.Investigation.DueOn = v.Day,
        TargetKeys.InvestigationClosedAt => (d, v) => d.Investigation.Closed = v,
        var key => throw new ArgumentException($"{key} holds no date.", nameof(target)),
    };

    /// <param name="target">One with a closed list of codes.</param>
    public static Action<RowDraft, ValueMapEntry?, string, string> Code(TargetField target) => target.Key switch
    {
        TargetKeys.CaseStatus => (d, e, code, text) => (d.Row.Status, d.StatusEntry, d.StatusText) = (code, e, text),
        TargetKeys.CaseOutcome => (d, _, code, _) => d.Outcome = code,
        TargetKeys.CaseSeverity => (d, _, code, _) => d.Row.CaseSeverity = code,
        TargetKeys.ReportSeverity => (d, _, code, _) => d.Row.ReportSeverity = code,
        TargetKeys.ReportChannel => (d, _, code, _) => d.Row.Channel = code,
        TargetKeys.ReportReporterType => (d, _, code, _) => d.ReporterType = code,
        TargetKeys.InvestigationStatus => (d, _, code, _) => d.Investigation.Status = code,
        TargetKeys.InvestigationOutcome => (d, _, code, text) => (d.Investigation.Outcome, d.Investigation.OutcomeText) = (code, text),
        var key => throw new ArgumentException($"{key} holds no code.", nameof(target)),
    };
}
