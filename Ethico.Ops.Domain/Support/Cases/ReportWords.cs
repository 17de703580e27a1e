namespace Ethico.Ops.Domain.Support;

/// <summary>A report as it was taken, and what review added.</summary>
/// <param name="Details">At most 100,000 characters; plain text, to be shown as such.</param>
public sealed record ReportWords(
    string Details,
    string? Summary,
    DateOnly? IncidentOn,
    string? IncidentNote,
    IReadOnlyList<CustomField> CustomFields,
    IReadOnlyList<ReportAddendum> Addenda);
