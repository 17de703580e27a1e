using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Migration;

/// <summary>Plan, import, sheet and rollback in the words of migration.md 4.5 to 4.8 and 9.</summary>
internal static class PlanWording
{
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    public static string Rows(long count) => $"{Count(count)} {(count == 1 ? "row" : "rows")}";

    public static string Entity(string code, int count) => (code, count == 1) switch
    {
        ("REPORT", true) => "report",
        ("REPORT", _) => "reports",
        ("CASE", true) => "case",
        ("CASE", _) => "cases",
        ("CASE_REPORT", true) => "primary link",
        ("CASE_REPORT", _) => "primary links",
        ("PERSON", true) => "person",
        ("PERSON", _) => "people",
        ("CASE_PERSON", true) => "person link",
        ("CASE_PERSON", _) => "person links",
        ("INVESTIGATION", true) => "investigation",
        ("INVESTIGATION", _) => "investigations",
        ("CASE_NOTE", true) => "note",
        ("CASE_NOTE", _) => "notes",
        ("CATEGORY", true) => "category",
        ("CATEGORY", _) => "categories",
        ("LOCATION", true) => "location",
        ("LOCATION", _) => "locations",
        _ => Wording.Of(code).ToLowerInvariant(),
    };

    public static string Target(string key) => TargetFields.Find(key) is { } field ? field.Words : key switch
    {
        "case.opened_precision" or "report.received_precision" or "case.closed_precision" => "Precision of the date",
        "case.location_text" or "report.location_text" => "Location as text",
        "case.custom_fields" or "report.custom_fields" => "Custom fields",
        _ => key,
    };

    public static string Class(ConflictKind kind) => kind switch
    {
        ConflictKind.EditedSince => "Edited since its import",
        ConflictKind.ReferenceTaken => "Reference number taken",
        _ => "Merged away, locked or gone",
    };

    public static string Explains(ConflictKind kind) => kind switch
    {
        ConflictKind.EditedSince => "The record was imported before and somebody edited it in the platform since. Keep what they wrote, or take the source's fields.",
        ConflictKind.ReferenceTaken => "Another record, not of this source, already has the number. Draw a new number, put a prefix before it, or leave the row out.",
        _ => "The record of this key was merged into another or is locked by the client. Leave the row out, or create a new record beside it.",
    };

    public static string Word(this ConflictDecision decision, string? prefix = null) => decision switch
    {
        ConflictDecision.KeepOurs => "Keep ours",
        ConflictDecision.TakeSource => "Take the source",
        ConflictDecision.NewNumber => "New number",
        ConflictDecision.Prefix => $"Prefix {prefix ?? PlanTerms.DefaultPrefix}",
        ConflictDecision.Skip => "Skip",
        _ => "Create beside",
    };

    public static string Reason(string? code) => code switch
    {
        "BY_PERSON" => "left out by a person",
        "KEPT_FIRST" => "the first row of its key was kept",
        "KEPT_LAST" => "the last row of its key was kept",
        "BLOCKED" => "has an open error",
        "EXISTS" => "is there already",
        "SAME" => "is there already and nothing differs",
        "LEAD" => "shares the fate of its key's first row",
        null => "",
        _ => Wording.Of(code).ToLowerInvariant(),
    };

    public static string Cause(this DriftRow row) => row.Cause switch
    {
        "EDITED" => "edited in the platform",
        "KEY_TAKEN" => "imported by another run meanwhile",
        "REFERENCE_TAKEN" => "its number was given to another record",
        "GONE" => $"its {Wording.Of(row.Entity).ToLowerInvariant()} is gone",
        "SOURCES" => "file, mapping or fixes are no longer those of the preview",
        _ => Wording.Of(row.Cause).ToLowerInvariant(),
    };

    public static string Stopped(StopCause? cause) => cause switch
    {
        StopCause.Drift => "The client's data changed after the preview, so nothing more was written. Look at what changed, then preview the rest again.",
        StopCause.Cancelled => "It was cancelled. What stands, stands: go on, finish here, or roll it back.",
        StopCause.TooManyFailed => "More than 100 rows and more than 1 % failed. Look at the reasons before going on; finish here or roll back if they cannot be mended.",
        StopCause.Fault => "A fault stopped it. What was committed stands. Resume goes on at the next row.",
        _ => "It stands still.",
    };

    /// <summary>"About 3 minutes".</summary>
    public static string Span(TimeSpan left) => left switch
    {
        { TotalSeconds: < 50 } => "less than a minute",
        { TotalMinutes: < 1.5 } => "about a minute",
        { TotalMinutes: < 90 } => $"about {Math.Round(left.TotalMinutes).ToString(CultureInfo.InvariantCulture)} minutes",
        _ => $"about {Math.Round(left.TotalHours).ToString(CultureInfo.InvariantCulture)} hours",
    };
}
