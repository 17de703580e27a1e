using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// The catalogue of what a source column can feed (migration.md 5). What is derived (precision, provenance) is not in it.
/// A case's and a report's category and location are one thing each in a source row, so they are fed through
/// <c>category.</c>, <c>secondary_category.</c> and <c>location.</c>; <see cref="Find"/> also knows them by the case's and report's names.
/// </summary>
public static class TargetFields
{
    public const int KeyMost = 200;
    public const int NarrativeMost = 100_000;
    public const int CustomNameMost = 100;

    public static IReadOnlyList<TargetField> All { get; } =
    [
        new(TargetKeys.RowKey, TargetEntity.Row, "Row key", TargetKind.Key, KeyMost, true, DataClass.Public),

        Text(TargetKeys.ReportReference, "Report reference", 50),
        new(TargetKeys.ReportReceivedAt, TargetEntity.Report, "Received", TargetKind.Instant, null, true, DataClass.Public),
        new(TargetKeys.ReportDetails, TargetEntity.Report, "Details", TargetKind.Text, NarrativeMost, true, DataClass.Narrative),
        Text(TargetKeys.ReportSummary, "Summary", 2_000, DataClass.Narrative),
        Plain(TargetKeys.ReportIncidentOn, "Incident date", TargetKind.Date),
        Text(TargetKeys.ReportIncidentNote, "Incident date in words", 200, DataClass.Narrative),
        Coded(TargetKeys.ReportChannel, "Channel", TargetCodes.Channel),
        Text(TargetKeys.ReportLanguage, "Language", 35),
        Plain(TargetKeys.ReportIsAnonymous, "Anonymous", TargetKind.Boolean),
        Coded(TargetKeys.ReportReporterType, "Reporter type", TargetCodes.ReporterType),
        Text(TargetKeys.ReportReporterRelationship, "Reporter's relationship", 100, DataClass.Employment),
        Text(TargetKeys.ReportReporterReference, "Reporter's reference", 100, DataClass.Identity),
        Coded(TargetKeys.ReportSeverity, "Severity as taken", TargetCodes.Severity),

        Text(TargetKeys.CaseReference, "Case reference", 50),
        new(TargetKeys.CaseStatus, TargetEntity.Case, "Status", TargetKind.Code, null, true, DataClass.Public, TargetCodes.CaseStatus),
        Coded(TargetKeys.CaseOutcome, "Outcome", TargetCodes.Outcome),
        Text(TargetKeys.CaseOutcomeDetail, "Outcome in the source's words", 4_000, DataClass.Narrative),
        Coded(TargetKeys.CaseSeverity, "Severity", TargetCodes.Severity),
        Plain(TargetKeys.CaseOpenedAt, "Opened", TargetKind.Instant),
        Plain(TargetKeys.CaseClosedAt, "Closed", TargetKind.Instant),
        new(TargetKeys.CaseLead, TargetEntity.Case, "Lead", TargetKind.Lead, 200, false, DataClass.Identity),
        Text(TargetKeys.CaseLeadSourceText, "Lead in the source's words", 200, DataClass.Identity),
        Text(TargetKeys.CaseBusinessUnit, "Business unit", 200),
        new(TargetKeys.CaseTags, TargetEntity.Case, "Tags", TargetKind.TextList, 100, false, DataClass.Narrative),
        Text(TargetKeys.CaseNotes, "Notes", NarrativeMost, DataClass.Narrative),

        new(TargetKeys.CategoryName, TargetEntity.Category, "Category", TargetKind.Category, 200, true, DataClass.Public),
        Text(TargetKeys.CategoryCode, "Category code", 50),
        Text(TargetKeys.CategoryParent, "Parent category", 200),
        new(TargetKeys.SecondaryCategoryName, TargetEntity.SecondaryCategory, "Second category", TargetKind.Category, 200, false, DataClass.Public),
        Text(TargetKeys.SecondaryCategoryCode, "Second category's code", 50),
        Text(TargetKeys.SecondaryCategoryParent, "Second category's parent", 200),

        new(TargetKeys.LocationName, TargetEntity.Location, "Location", TargetKind.Location, 200, false, DataClass.Public),
        Text(TargetKeys.LocationCode, "Location code", 50),
        Text(TargetKeys.LocationCity, "City", 100),
        Text(TargetKeys.LocationState, "State or region", 100),
        Text(TargetKeys.LocationPostalCode, "Postal code", 20),
        Text(TargetKeys.LocationCountry, "Country", 100),

        .. Person("reporter", "Reporter"),
        .. Person("subject", "Subject"),
        .. Person("witness", "Witness"),

        Text(TargetKeys.InvestigationNumber, "Investigation number", 50),
        Coded(TargetKeys.InvestigationStatus, "Investigation status", TargetCodes.InvestigationStatus),
        new(TargetKeys.InvestigationLead, TargetEntity.Investigation, "Investigator", TargetKind.Lead, 200, false, DataClass.Identity),
        Plain(TargetKeys.InvestigationOpenedAt, "Investigation opened", TargetKind.Instant),
        Plain(TargetKeys.InvestigationDueOn, "Investigation due", TargetKind.Date),
        Plain(TargetKeys.InvestigationClosedAt, "Investigation closed", TargetKind.Instant),
        Text(TargetKeys.InvestigationFindingsSummary, "Findings, in short", 4_000, DataClass.Narrative),
        Text(TargetKeys.InvestigationFindingsDetail, "Findings", NarrativeMost, DataClass.Narrative),
        Coded(TargetKeys.InvestigationOutcome, "Investigation outcome", TargetCodes.Outcome),
        Text(TargetKeys.InvestigationRootCause, "Root cause", 4_000, DataClass.Narrative),
        Text(TargetKeys.InvestigationNotes, "Investigation notes", NarrativeMost, DataClass.Narrative),
        new(TargetKeys.InvestigationRemediation, TargetEntity.Investigation, "Remediation", TargetKind.TextList, 4_000, false, DataClass.Narrative),
        Text(TargetKeys.InvestigationLessonsLearned, "Lessons learned", 4_000, DataClass.Narrative),
    ];

    private static readonly FrozenDictionary<string, TargetField> ByKey = All.ToFrozenDictionary(f => f.Key, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> OtherNames = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["case.category"] = TargetKeys.CategoryName,
        ["report.category"] = TargetKeys.CategoryName,
        ["case.secondary_category"] = TargetKeys.SecondaryCategoryName,
        ["case.location"] = TargetKeys.LocationName,
        ["report.location"] = TargetKeys.LocationName,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The field of a key, custom ones included. Compare by the answer's Key: a category has more than one name.</summary>
    public static TargetField? Find(string? key) =>
        key is null ? null
        : ByKey.GetValueOrDefault(OtherNames.GetValueOrDefault(key, key))
            ?? (key.StartsWith(TargetKeys.CustomPrefix, StringComparison.Ordinal) ? Custom(key[TargetKeys.CustomPrefix.Length..]) : null);

    /// <summary>A custom field of the case; null where the name is blank, padded, too long or not printable.</summary>
    public static TargetField? Custom(string name) =>
        name.Length is 0 or > CustomNameMost || name.Length != name.Trim().Length || name.Any(char.IsControl)
            ? null
            : new TargetField(TargetKeys.CustomPrefix + name, TargetEntity.Custom, name, TargetKind.Text, NarrativeMost, false, DataClass.Narrative);

    /// <summary>What a mapping that feeds these keys still lacks. A category's code does for its name.</summary>
    public static IReadOnlyList<TargetField> MissingRequired(IEnumerable<string> fedKeys)
    {
        var fed = fedKeys.Select(k => Find(k)?.Key).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return [.. All.Where(f => f.IsRequired && !fed.Contains(f.Key) && !(f.Key is TargetKeys.CategoryName && fed.Contains(TargetKeys.CategoryCode)))];
    }

    private static IEnumerable<TargetField> Person(string entity, string words) =>
    [
        Text($"{entity}.full_name", $"{words}'s name", 200, DataClass.Identity),
        Text($"{entity}.first_name", $"{words}'s first name", 100, DataClass.Identity),
        Text($"{entity}.last_name", $"{words}'s last name", 100, DataClass.Identity),
        Text($"{entity}.email", $"{words}'s e-mail", 254, DataClass.Contact),
        Text($"{entity}.phone", $"{words}'s phone", 30, DataClass.Contact),
        Text($"{entity}.employee_id", $"{words}'s employee number", 50, DataClass.Employment),
        Text($"{entity}.job_title", $"{words}'s job title", 200, DataClass.Employment),
        Text($"{entity}.department", $"{words}'s department", 200, DataClass.Employment),
        Text($"{entity}.company", $"{words}'s company", 200, DataClass.Employment),
    ];

    private static TargetField Text(string key, string words, int most, DataClass data = DataClass.Public) =>
        new(key, EntityOf(key), words, TargetKind.Text, most, false, data);

    private static TargetField Plain(string key, string words, TargetKind kind) =>
        new(key, EntityOf(key), words, kind, null, false, DataClass.Public);

    private static TargetField Coded(string key, string words, TargetCodeList codes) =>
        new(key, EntityOf(key), words, TargetKind.Code, null, false, DataClass.Public, codes);

    private static TargetEntity EntityOf(string key) =>
        Enum.Parse<TargetEntity>(key[..key.IndexOf('.', StringComparison.Ordinal)].Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
