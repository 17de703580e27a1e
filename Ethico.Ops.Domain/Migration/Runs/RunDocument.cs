namespace Ethico.Ops.Domain.Migration;

/// <summary>One saved version.</summary>
/// <param name="Version">From 1; a save names the version it was made over.</param>
/// <param name="SavedBy">The operator's name; null: a job's proposal.</param>
public sealed record RunDocument(RunDocumentKind Kind, int Version, string Json, string? SavedBy, DateTimeOffset SavedAt);
