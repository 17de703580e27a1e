namespace Ethico.Ops.Domain.Migration;

/// <summary>One thing that is no longer as the plan saw it (migration.md 9.2), by ids and codes.</summary>
/// <param name="RowNumber">Of the source row that meets it; 0 where it is the run's own files, mapping or fixes.</param>
/// <param name="Cause">EDITED, KEY_TAKEN, REFERENCE_TAKEN, GONE, SOURCES.</param>
/// <param name="Before">A fingerprint's beginning or a word, where there was one.</param>
public sealed record DriftRow(int RowNumber, string Cause, string Entity, Guid? EntityId, string? Before, string? Now)
{
    public static DriftRow Sources { get; } = new(0, "SOURCES", "RUN", null, null, null);
}
