using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>The columns of migration.md 6.5 as they stand there: meaning = words.</summary>
public abstract class ValueTables
{
    protected static readonly TargetField Status = TargetFields.Find(TargetKeys.CaseStatus)!;
    protected static readonly TargetField Outcome = TargetFields.Find(TargetKeys.CaseOutcome)!;
    protected static readonly TargetField Severity = TargetFields.Find(TargetKeys.CaseSeverity)!;
    protected static readonly TargetField ReporterType = TargetFields.Find(TargetKeys.ReportReporterType)!;
    protected static readonly TargetField InvestigationStatus = TargetFields.Find(TargetKeys.InvestigationStatus)!;

    protected const string Navex = """
        NEW = New, Received
        OPEN = Open, Reopened
        IN_PROGRESS = In Progress, Active, Investigating, Under Investigation
        IN_REVIEW = Pending Review
        AWAITING_INFO = Pending Response, Awaiting Response, Awaiting Information
        ON_HOLD = On Hold, Pending*
        CLOSED NOT_RECORDED = Closed, Resolved, Complete, Completed
        CLOSED DISMISSED = Dismissed, No Action Required
        CLOSED SUBSTANTIATED = Closed - Substantiated, Closed - Policy Violation
        CLOSED UNSUBSTANTIATED = Closed - Unsubstantiated, Closed - No Violation
        CLOSED INCONCLUSIVE = Closed - Inconclusive
        CLOSED WITHDRAWN = Closed - Withdrawn
        """;

    protected const string Eqs = """
        NEW = New, Received, Submitted, Neu, Eingegangen, Eingereicht
        OPEN = Open, Reopened, Offen, Wiedereröffnet
        IN_PROGRESS = In Progress, Processing, Being processed, Investigating, In Bearbeitung, Wird bearbeitet, In Untersuchung
        IN_REVIEW = Under Review, In Prüfung
        AWAITING_INFO = Pending Information, Awaiting Response, Clarification requested, Rückfrage gestellt, Warten auf Antwort
        ON_HOLD = On Hold, Waiting*, Zurückgestellt, Wartend*
        CLOSED NOT_RECORDED = Closed, Completed, Resolved, Archived, Decided, Geschlossen, Abgeschlossen, Erledigt, Archiviert, Entschieden
        CLOSED DISMISSED = Dismissed, Rejected, Not Actionable, Abgewiesen, Abgelehnt, Nicht verfolgbar
        CLOSED WITHDRAWN = Zurückgezogen
        """;

    protected const string Others = """
        NEW = New, Received, Submitted
        OPEN = Open, Reopened
        IN_PROGRESS = In Progress, Active, Assigned, Working, Investigating, Under Investigation
        IN_REVIEW = In Review, Under Review, Review, Pending Review
        AWAITING_INFO = Pending Response, Pending Info, Pending Information, Awaiting, Awaiting Info, Awaiting Information
        ON_HOLD = On Hold, Hold, Waiting*, Pending*
        CLOSED NOT_RECORDED = Closed, Resolved, Complete, Completed, Done, Finished, Archived, Cancelled*
        CLOSED DISMISSED = Dismissed, Rejected
        CLOSED SUBSTANTIATED = closed_substantiated
        CLOSED UNSUBSTANTIATED = closed_unsubstantiated
        CLOSED WITHDRAWN = Withdrawn
        """;

    protected const string Outcomes = """
        SUBSTANTIATED = Substantiated, Confirmed, Founded, Policy Violation, Bestätigt, Begründet, Verstoß festgestellt
        PARTLY_SUBSTANTIATED = Partially Substantiated, Partly Substantiated, Teilweise bestätigt, Teilweise begründet
        UNSUBSTANTIATED = Unsubstantiated, Not Substantiated, Unfounded, Not Confirmed, No Violation, Nicht bestätigt, Unbegründet, Kein Verstoß
        INCONCLUSIVE = Inconclusive, Undetermined, Insufficient Evidence, Insufficient Information, Nicht feststellbar, Ungeklärt
        DISMISSED = Dismissed, Rejected, Not Actionable, No Action, No Action Required, Out of Scope, Abgewiesen, Abgelehnt, Nicht verfolgbar
        WITHDRAWN = Withdrawn, Zurückgezogen
        REFERRED = Referred, Transferred*, Weitergeleitet, Abgegeben
        DUPLICATE = Duplicate, Merged*, Dublette
        """;

    protected const string Severities = """
        CRITICAL = Critical, Kritisch
        HIGH = High, Urgent, Severe, Major, Hoch, Schwerwiegend, Dringend
        MEDIUM = Medium, Moderate, Normal, Standard, Mittel
        LOW = Low, Minor, Minimal, Info, Niedrig, Gering
        """;

    protected const string Figures = """
        HIGH = 3, Level 3, Stufe 3
        MEDIUM = 2, Level 2, Stufe 2
        LOW = 1, Level 1, Stufe 1
        """;

    protected const string ReporterTypes = """
        ANONYMOUS = Anonymous, Anonym
        CONFIDENTIAL = Confidential, Vertraulich
        IDENTIFIED = Identified, Named, Namentlich
        PROXY = Proxy, On behalf of*, Stellvertretend
        """;

    protected const string Categories = """
        Harassment = Harassment, Sexual Harassment, Belästigung, Sexuelle Belästigung
        Discrimination = Discrimination, Racial Discrimination, Age Discrimination, Gender Discrimination, Diskriminierung
        Bullying = Bullying, Mobbing
        Hostile Work Environment = Hostile Work Environment
        Retaliation = Retaliation, Vergeltung, Repressalien
        Workplace Violence = Workplace Violence, Violence, Violence/Threats, Gewalt am Arbeitsplatz
        Substance Abuse = Substance Abuse, Drug/Alcohol, Suchtmittel
        Safety Concern = Safety Concern, Safety, Workplace Safety, Health & Safety, Safety Issue, Arbeitssicherheit
        Fraud = Fraud, Financial Fraud, Financial Misconduct, Betrug
        Theft = Theft, Embezzlement, Diebstahl, Unterschlagung
        Corruption = Corruption, Korruption
        Bribery = Bribery, FCPA Violation, Anti-Bribery, Bestechung
        Conflict of Interest = Conflict of Interest, COI, Interessenkonflikt
        Ethics Violation = Ethics Violation, Code of Conduct, Ethics Concern, Code Violation, Policy Violation, Verhaltenskodex
        Privacy Violation = Privacy Violation, Data Breach, Privacy Breach, Data Protection, GDPR Violation, Datenschutz
        Regulatory Violation = Regulatory Violation, Compliance, Regulatory Compliance, Compliance Issue, Regelverstoß
        Environmental Concern = Environmental Concern, Environmental, Umwelt
        Human Rights = Human Rights, Menschenrechte
        Labor Violation = Labor Violation, Arbeitsrecht
        Supply Chain Concern = Supply Chain Concern, Supply Chain, Lieferkette
        Other = Other, Unknown, General, Miscellaneous, Sonstiges
        """;

    protected static IEnumerable<string> Spellings(string word)
    {
        var plain = word.TrimEnd('*');
        return [plain, plain.ToUpperInvariant(), plain.ToLowerInvariant(), $"  {plain} ", plain.Replace(' ', '_')];
    }

    protected static IEnumerable<(string Meaning, string Word)> Lines(string table) =>
        from line in table.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        let parts = line.Split(" = ")
        from word in parts[1].Split(", ")
        select (parts[0].Trim(), word.Trim());
}
