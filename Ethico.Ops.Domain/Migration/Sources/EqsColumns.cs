namespace Ethico.Ops.Domain.Migration;

/// <summary>EQS Integrity Line, English and German (migration.md 6.2, 6.3). The German names are our own translation.</summary>
internal static class EqsColumns
{
    public static SourceSignature Signature { get; } = new(
        (4, ["Whistleblower ID", "Meldungs-ID", "Meldungsnummer", "Meldungstext", "Hinweisgeber-ID"]),
        (3, ["Report Text", "Issue Category", "Reporter Contact", "Reporter Relationship", "Art des Hinweisgebers", "Anonyme Meldung", "Meldedatum"]),
        (2, ["Report ID", "Ref Number", "Report Type", "Anonymous Report", "Handler", "Received Date", "Message", "Status Name", "Investigation Outcome",
            "Location Country", "Location Region", "Eingangsdatum", "Aktenzeichen", "Sachverhalt", "Bearbeiter", "Fallverantwortlicher"]),
        (1, ["Report Number", "Is Anonymous", "Decision", "Report Date", "Assigned User", "Schweregrad", "Bearbeitungsstatus", "Entscheidung", "Abschlussdatum"]));

    public static IReadOnlyList<DictionaryRow> English { get; } =
    [
        DictionaryRow.Of(TargetKeys.RowKey, "Report ID → report.reference_number → case.reference_number", "Report Number → report.reference_number → case.reference_number"),
        DictionaryRow.Of(TargetKeys.CaseReference, "Ref Number", "Reference Number"),
        DictionaryRow.Of(TargetKeys.ReportReceivedAt, "Received Date", "Report Date"),
        DictionaryRow.Of(TargetKeys.CaseOpenedAt, "Created Date → report.received_at †"),
        DictionaryRow.Of(TargetKeys.CaseClosedAt, "Closed Date", "Resolution Date"),
        DictionaryRow.Of(TargetKeys.ReportIncidentOn, "Incident Date"),
        DictionaryRow.Of(TargetKeys.CategoryName, "Issue Category", "Category Name", "Category", "Report Type"),
        DictionaryRow.Of(TargetKeys.SecondaryCategoryName, "Subcategory"),
        DictionaryRow.Of(TargetKeys.CaseStatus, "Status", "Status Name"),
        DictionaryRow.Of(TargetKeys.CaseSeverity, "Severity", "Risk Level", "Priority"),
        DictionaryRow.Of(TargetKeys.CaseOutcome, "Outcome", "Resolution", "Decision"),
        DictionaryRow.Of(TargetKeys.ReportIsAnonymous, "Anonymous Report", "Is Anonymous", "Anonymous"),
        DictionaryRow.Of(TargetKeys.ReportReporterType, "Reporter Type"),
        DictionaryRow.Of(TargetKeys.ReportReporterRelationship, "Reporter Relationship"),
        DictionaryRow.Of(TargetKeys.ReportReporterReference, "Whistleblower ID"),
        DictionaryRow.Of(TargetKeys.ReporterName, "Reporter Name"),
        DictionaryRow.Of(TargetKeys.ReporterEmail, "Reporter Contact → reporter.phone"),
        DictionaryRow.Of(TargetKeys.ReportDetails, "Report Text", "Case Description", "Description", "Message"),
        DictionaryRow.Of(TargetKeys.ReportSummary, "Summary"),
        DictionaryRow.Of(TargetKeys.LocationName, "Location", "Site Name"),
        DictionaryRow.Of(TargetKeys.LocationState, "Region", "Location Region"),
        DictionaryRow.Of(TargetKeys.LocationCountry, "Country", "Location Country"),
        DictionaryRow.Of(TargetKeys.CaseBusinessUnit, "Division", "Company", "Department"),
        DictionaryRow.Of(TargetKeys.SubjectName, "Subject Name"),
        DictionaryRow.Of(TargetKeys.SubjectEmployeeId, "Subject Employee ID"),
        DictionaryRow.Of(TargetKeys.CaseLead, "Assigned User", "Assignee", "Handler"),
        DictionaryRow.Of(TargetKeys.InvestigationLead, "Investigator"),
        DictionaryRow.Of(TargetKeys.InvestigationStatus, "Investigation Status"),
        DictionaryRow.Of(TargetKeys.InvestigationOutcome, "Investigation Outcome"),
        DictionaryRow.Of(TargetKeys.ReportLanguage, "Language"),
    ];

    public static IReadOnlyList<DictionaryRow> German { get; } =
    [
        DictionaryRow.Of(TargetKeys.RowKey, "Meldungs-ID → report.reference_number → case.reference_number", "Meldungsnummer → report.reference_number → case.reference_number"),
        DictionaryRow.Of(TargetKeys.CaseReference, "Aktenzeichen", "Fallnummer", "Referenznummer"),
        DictionaryRow.Of(TargetKeys.ReportReceivedAt, "Eingangsdatum", "Eingegangen am", "Meldedatum"),
        DictionaryRow.Of(TargetKeys.CaseOpenedAt, "Erstellungsdatum", "Erstellt am", "Angelegt am"),
        DictionaryRow.Of(TargetKeys.CaseClosedAt, "Abschlussdatum", "Abgeschlossen am", "Geschlossen am"),
        DictionaryRow.Of(TargetKeys.ReportIncidentOn, "Vorfallsdatum", "Datum des Vorfalls"),
        DictionaryRow.Of(TargetKeys.CategoryName, "Kategorie", "Themenbereich", "Meldungsart"),
        DictionaryRow.Of(TargetKeys.SecondaryCategoryName, "Unterkategorie"),
        DictionaryRow.Of(TargetKeys.CaseStatus, "Status", "Fallstatus", "Bearbeitungsstatus"),
        DictionaryRow.Of(TargetKeys.CaseSeverity, "Schweregrad", "Risikostufe", "Priorität"),
        DictionaryRow.Of(TargetKeys.CaseOutcome, "Ergebnis", "Entscheidung"),
        DictionaryRow.Of(TargetKeys.ReportIsAnonymous, "Anonym", "Anonyme Meldung"),
        DictionaryRow.Of(TargetKeys.ReportReporterType, "Art des Hinweisgebers"),
        DictionaryRow.Of(TargetKeys.ReportReporterRelationship, "Beziehung zum Unternehmen"),
        DictionaryRow.Of(TargetKeys.ReportReporterReference, "Hinweisgeber-ID"),
        DictionaryRow.Of(TargetKeys.ReporterName, "Name des Hinweisgebers"),
        DictionaryRow.Of(TargetKeys.ReporterEmail, "E-Mail des Hinweisgebers", "Kontakt des Hinweisgebers → reporter.phone"),
        DictionaryRow.Of(TargetKeys.ReporterPhone, "Telefon des Hinweisgebers", "Kontakt des Hinweisgebers"),
        DictionaryRow.Of(TargetKeys.ReportDetails, "Meldungstext", "Sachverhalt", "Beschreibung", "Nachricht"),
        DictionaryRow.Of(TargetKeys.ReportSummary, "Zusammenfassung", "Kurzbeschreibung"),
        DictionaryRow.Of(TargetKeys.LocationName, "Standort", "Niederlassung"),
        DictionaryRow.Of(TargetKeys.LocationCity, "Ort †"),
        DictionaryRow.Of(TargetKeys.LocationState, "Region", "Bundesland"),
        DictionaryRow.Of(TargetKeys.LocationCountry, "Land"),
        DictionaryRow.Of(TargetKeys.CaseBusinessUnit, "Gesellschaft", "Unternehmen", "Geschäftsbereich", "Abteilung"),
        DictionaryRow.Of(TargetKeys.SubjectName, "Betroffene Person", "Beschuldigte Person"),
        DictionaryRow.Of(TargetKeys.SubjectEmployeeId, "Personalnummer †"),
        DictionaryRow.Of(TargetKeys.CaseLead, "Bearbeiter", "Sachbearbeiter", "Fallverantwortlicher", "Zuständig"),
        DictionaryRow.Of(TargetKeys.InvestigationLead, "Ermittler"),
        DictionaryRow.Of(TargetKeys.InvestigationStatus, "Untersuchungsstatus"),
        DictionaryRow.Of(TargetKeys.InvestigationOutcome, "Untersuchungsergebnis"),
        DictionaryRow.Of(TargetKeys.InvestigationRemediation, "Maßnahmen"),
        DictionaryRow.Of(TargetKeys.InvestigationRootCause, "Ursache"),
        DictionaryRow.Of(TargetKeys.ReportLanguage, "Sprache"),
    ];
}
