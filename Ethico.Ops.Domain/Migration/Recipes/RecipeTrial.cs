using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Runs a recipe over made-up rows, as Validate would, in a tenant that has the standard categories and nothing else.</summary>
public static class RecipeTrial
{
    private static readonly RunId NoRun = new(Guid.Empty);

    private static readonly TenantReferences StandardTenant = new(
        [.. StandardCategory.All.Select((c, i) => new TenantCategory(new Guid(i + 1, 0, 0, new byte[8]), null, c.Name, NameFolding.Fold(c.Name), c.Code))],
        [], [], null);

    /// <summary>What each row becomes: fields by target key, and its findings by code and column.</summary>
    public static Outcome<IReadOnlyList<IReadOnlyDictionary<string, string>>> Stage(RecipeDocument recipe, RecipeFixture fixture)
    {
        var fit = RecipeFit.Of(recipe, fixture.Headers, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(fit.Mapping.Zone, out var zone))
            return RecipeRefusals.ZoneUnknown;
        var setting = new RowSetting(NoRun, fixture.Headers, zone, fixture.Today, StandardTenant, SensitiveFinder.Shipped);
        var mapper = RowMapper.Compile(fit.Mapping, setting, []);
        if (!mapper.IsAllowed)
            return mapper.Refusal;

        var staged = new List<IReadOnlyDictionary<string, string>>(fixture.Rows.Count);
        for (var i = 0; i < fixture.Rows.Count; i++)
        {
            var row = mapper.Value.Map(new SourceRow(i + 1, i + 2, [.. fixture.Rows[i]], null), i + 1, 1, RowFixes.None);
            staged.Add(Written(row, mapper.Value));
        }

        return Outcome.Of<IReadOnlyList<IReadOnlyDictionary<string, string>>>(staged);
    }

    /// <summary>Empty: every row becomes what the fixture expects.</summary>
    public static Outcome<IReadOnlyList<RecipeDifference>> Differences(RecipeDocument recipe, RecipeFixture fixture)
    {
        var staged = Stage(recipe, fixture);
        if (!staged.IsAllowed)
            return staged.Refusal;
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = Math.Max(staged.Value.Count, fixture.Expected.Count);
        return Outcome.Of<IReadOnlyList<RecipeDifference>>(
        [
            .. Enumerable.Range(0, rows).SelectMany(i => Of(fixture.Name, i + 1,
                i < fixture.Expected.Count ? fixture.Expected[i] : none, i < staged.Value.Count ? staged.Value[i] : none)),
        ]);
    }

    private static IEnumerable<RecipeDifference> Of(
        string fixture, int row, IReadOnlyDictionary<string, string> expected, IReadOnlyDictionary<string, string> actual) =>
        from field in expected.Keys.Union(actual.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
        let wanted = expected.GetValueOrDefault(field)
        let got = actual.GetValueOrDefault(field)
        where !string.Equals(wanted, got, StringComparison.Ordinal)
        select new RecipeDifference(fixture, row, field, wanted, got);

    private static SortedDictionary<string, string> Written(MappedRow row, RowMapper mapper)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        void Put(string field, object? value)
        {
            var text = value switch
            {
                null => null,
                DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture),
                DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                bool yes => yes ? "yes" : "no",
                IEnumerable<string> list => string.Join('\n', list),
                _ => value.ToString(),
            };
            if (!string.IsNullOrEmpty(text))
                fields.Add(field, text);
        }

        string? Named(int? reference) => reference is { } r ? mapper.References.Items[r - 1].Name : null;

        Put(TargetKeys.RowKey, row.RowKey);
        Put(TargetKeys.ReportReference, row.ReportReference);
        Put(TargetKeys.ReportReceivedAt, row.ReceivedAt);
        Put("report.received_precision", row.ReceivedPrecision);
        Put(TargetKeys.ReportDetails, row.Details);
        Put(TargetKeys.ReportSummary, row.Summary);
        Put(TargetKeys.ReportIncidentOn, row.IncidentOn);
        Put(TargetKeys.ReportIncidentNote, row.IncidentNote);
        Put(TargetKeys.ReportChannel, row.Channel);
        Put(TargetKeys.ReportLanguage, row.Language);
        Put(TargetKeys.ReportIsAnonymous, row.IsAnonymous);
        Put(TargetKeys.ReportReporterType, row.ReporterType);
        Put(TargetKeys.ReportReporterRelationship, row.ReporterRelationship);
        Put(TargetKeys.ReportReporterReference, row.ReporterReference);
        Put(TargetKeys.ReportSeverity, row.ReportSeverity);
        Put(TargetKeys.CaseReference, row.CaseReference);
        Put(TargetKeys.CaseStatus, row.Status);
        Put(TargetKeys.CaseOutcome, row.Outcome);
        Put(TargetKeys.CaseOutcomeDetail, row.OutcomeDetail);
        Put(TargetKeys.CaseSeverity, row.CaseSeverity);
        Put(TargetKeys.CategoryName, Named(row.CategoryRef));
        Put(TargetKeys.SecondaryCategoryName, Named(row.SecondaryCategoryRef));
        Put(TargetKeys.CaseOpenedAt, row.OpenedAt);
        Put("case.opened_precision", row.OpenedPrecision);
        Put(TargetKeys.CaseClosedAt, row.ClosedAt);
        Put("case.closed_precision", row.ClosedPrecision);
        Put(TargetKeys.CaseLeadSourceText, row.LeadSourceText);
        Put(TargetKeys.LocationName, Named(row.LocationRef));
        Put("case.location_text", row.LocationText);
        Put(TargetKeys.CaseBusinessUnit, row.BusinessUnit);
        Put(TargetKeys.CaseTags, row.Tags);
        Put(TargetKeys.CaseNotes, row.Notes);
        Put("case.custom_fields", row.CustomFields);
        foreach (var person in row.People)
            PutPerson(person);
        if (row.Investigation is { } investigation)
            PutInvestigation(investigation);
        Put("findings", mapper.Findings.Items.Select(f => f.Column is null ? f.Code.Value : $"{f.Code} {f.Column}"));
        return fields;

        void PutPerson(MappedPerson person)
        {
            var entity = person.Role.ToLowerInvariant();
            Put($"{entity}.full_name", person.FullName);
            Put($"{entity}.first_name", person.FirstName);
            Put($"{entity}.last_name", person.LastName);
            Put($"{entity}.email", person.Email);
            Put($"{entity}.phone", person.Phone);
            Put($"{entity}.employee_id", person.EmployeeId);
            Put($"{entity}.job_title", person.JobTitle);
            Put($"{entity}.department", person.Department);
            Put($"{entity}.company", person.Company);
        }

        void PutInvestigation(MappedInvestigation investigation)
        {
            Put(TargetKeys.InvestigationNumber, investigation.Number);
            Put(TargetKeys.InvestigationStatus, investigation.Status);
            Put(TargetKeys.InvestigationOpenedAt, investigation.OpenedAt);
            Put("investigation.opened_precision", investigation.OpenedPrecision);
            Put(TargetKeys.InvestigationDueOn, investigation.DueOn);
            Put(TargetKeys.InvestigationClosedAt, investigation.ClosedAt);
            Put("investigation.closed_precision", investigation.ClosedPrecision);
            Put(TargetKeys.InvestigationOutcome, investigation.Outcome);
            Put(TargetKeys.InvestigationFindingsSummary, investigation.FindingsSummary);
            Put(TargetKeys.InvestigationFindingsDetail, investigation.FindingsDetail);
            Put(TargetKeys.InvestigationRootCause, investigation.RootCause);
            Put(TargetKeys.InvestigationNotes, investigation.Notes);
            Put(TargetKeys.InvestigationRemediation, investigation.Remediation);
            Put(TargetKeys.InvestigationLessonsLearned, investigation.LessonsLearned);
        }
    }
}
