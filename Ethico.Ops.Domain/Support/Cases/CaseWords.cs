namespace Ethico.Ops.Domain.Support;

/// <summary>A case's own narrative.</summary>
public sealed record CaseWords(string? Summary, string? OutcomeDetail, IReadOnlyList<string> Tags, IReadOnlyList<CustomField> CustomFields);
