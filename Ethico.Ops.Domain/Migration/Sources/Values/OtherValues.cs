namespace Ethico.Ops.Domain.Migration;

/// <summary>The source words of outcome, severity, reporter type and channel (migration.md 6.5), for all sources.</summary>
internal static class OtherValues
{
    public static IReadOnlyList<KnownValue> Outcome { get; } =
    [
        .. Words(OutcomeCode.Substantiated,
            "Substantiated", "Confirmed", "Founded", "Policy Violation", "Bestätigt", "Begründet", "Verstoß festgestellt"),
        .. Words(OutcomeCode.PartlySubstantiated,
            "Partially Substantiated", "Partly Substantiated", "Teilweise bestätigt", "Teilweise begründet"),
        .. Words(OutcomeCode.Unsubstantiated,
            "Unsubstantiated", "Not Substantiated", "Unfounded", "Not Confirmed", "No Violation", "Nicht bestätigt", "Unbegründet", "Kein Verstoß"),
        .. Words(OutcomeCode.Inconclusive,
            "Inconclusive", "Undetermined", "Insufficient Evidence", "Insufficient Information", "Nicht feststellbar", "Ungeklärt"),
        .. Words(OutcomeCode.Dismissed,
            "Dismissed", "Rejected", "Not Actionable", "No Action", "No Action Required", "Out of Scope", "Abgewiesen", "Abgelehnt", "Nicht verfolgbar"),
        .. Words(OutcomeCode.Withdrawn, "Withdrawn", "Zurückgezogen"),
        .. Words(OutcomeCode.Referred, "Referred", "Transferred*", "Weitergeleitet", "Abgegeben"),
        .. Words(OutcomeCode.Duplicate, "Duplicate", "Merged*", "Dublette"),
    ];

    public static IReadOnlyList<KnownValue> Severity { get; } =
    [
        .. Words(SeverityCode.Critical, "Critical", "Kritisch"),
        .. Words(SeverityCode.High, "High", "Urgent", "Severe", "Major", "Hoch", "Schwerwiegend", "Dringend"),
        .. Words(SeverityCode.Medium, "Medium", "Moderate", "Normal", "Standard", "Mittel"),
        .. Words(SeverityCode.Low, "Low", "Minor", "Minimal", "Info", "Niedrig", "Gering"),
    ];

    /// <summary>NAVEX and EQS only: the figures of any other source mean nothing until a person says which end is the worse.</summary>
    public static IReadOnlyList<KnownValue> SeverityFigures { get; } =
    [
        .. Words(SeverityCode.High, "3", "Level 3", "Stufe 3"),
        .. Words(SeverityCode.Medium, "2", "Level 2", "Stufe 2"),
        .. Words(SeverityCode.Low, "1", "Level 1", "Stufe 1"),
    ];

    public static IReadOnlyList<KnownValue> ReporterType { get; } =
    [
        .. Words(ReporterTypeCode.Anonymous, "Anonymous", "Anonym"),
        .. Words(ReporterTypeCode.Confidential, "Confidential", "Vertraulich"),
        .. Words(ReporterTypeCode.Identified, "Identified", "Named", "Namentlich"),
        .. Words(ReporterTypeCode.Proxy, "Proxy", "On behalf of*", "Stellvertretend"),
    ];

    /// <summary>No table is given for channels: our own words only.</summary>
    public static IReadOnlyList<KnownValue> Channel { get; } =
        [.. TargetCodes.Channel.Codes.SelectMany(c => Words(c.Code, c.Words)), .. Words(ChannelCode.Mail, "Mail")];

    private static IEnumerable<KnownValue> Words(string target, params string[] words) => words.Select(w => KnownValue.Read(w, target));
}
