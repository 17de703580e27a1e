namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Which live fields a blank source cell may empty, once a person ticks it for the column (migration.md 4.5). What a record needs, and
/// what rows add to rather than replace (tags, remediation, custom fields, people), is never emptied.
/// </summary>
public static class BlankClearing
{
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        // A category or location is one thing of a row; the live record it empties is the case's, and the report's beside it.
        [TargetKeys.SecondaryCategoryName] = ["case.secondary_category"],
        [TargetKeys.SecondaryCategoryCode] = ["case.secondary_category"],
        [TargetKeys.LocationName] = ["case.location", "case.location_text", "report.location", "report.location_text"],
        [TargetKeys.LocationCode] = ["case.location", "case.location_text", "report.location", "report.location_text"],
        // The report's severity is the case's, where it has no column of its own.
        [TargetKeys.CaseSeverity] = [TargetKeys.CaseSeverity, TargetKeys.ReportSeverity],
        [TargetKeys.ReportSeverity] = [TargetKeys.ReportSeverity],
    };

    private static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        TargetKeys.CaseOutcome, TargetKeys.CaseOutcomeDetail, TargetKeys.CaseClosedAt, TargetKeys.CaseLead, TargetKeys.CaseLeadSourceText, TargetKeys.CaseBusinessUnit,
        TargetKeys.ReportLanguage, TargetKeys.ReportIsAnonymous, TargetKeys.ReportReporterRelationship, TargetKeys.ReportReporterReference,
        TargetKeys.ReportIncidentOn, TargetKeys.ReportIncidentNote, TargetKeys.ReportSummary,
        TargetKeys.InvestigationLead, TargetKeys.InvestigationDueOn, TargetKeys.InvestigationClosedAt, TargetKeys.InvestigationOutcome,
        TargetKeys.InvestigationFindingsSummary, TargetKeys.InvestigationFindingsDetail, TargetKeys.InvestigationRootCause, TargetKeys.InvestigationNotes,
        TargetKeys.InvestigationLessonsLearned,
    };

    /// <summary>The live fields a blank cell for this target empties; none: the tick means nothing there.</summary>
    public static IReadOnlyList<string> FieldsOf(string target) => TargetFields.Find(target)?.Key switch
    {
        null => [],
        var key when Fields.TryGetValue(key, out var several) => several,
        var key => Own.Contains(key) ? [key] : [],
    };

    /// <summary>Does a tick on this column mean anything, for what it feeds?</summary>
    public static bool MayTick(MigrationMapping mapping, string column) =>
        mapping.Feeds.Any(f => f.SourceColumns.Contains(column, StringComparer.Ordinal) && FieldsOf(f.Target).Count > 0);

    /// <summary>All live fields that blanks empty under this mapping; by default none.</summary>
    public static IReadOnlyList<string> Of(MigrationMapping mapping)
    {
        var ticked = mapping.BlankClears.ToHashSet(StringComparer.Ordinal);
        var fed = mapping.Feeds.Select(f => TargetFields.Find(f.Target)?.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. mapping.Feeds.Where(f => f.SourceColumns.Any(ticked.Contains))
                .SelectMany(f => FieldsOf(f.Target).Where(field => TargetFields.Find(f.Target)!.Key == field || !fed.Contains(field)))
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
