namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What was chosen and typed for the next review of a client.</summary>
/// <param name="From">The first day of a month.</param>
/// <param name="To">The last day of a month.</param>
/// <param name="Cohort">One for the whole document.</param>
/// <param name="NextSteps">One step a line.</param>
/// <param name="RowVersion">Of the draft that was looked at; 0: there is none yet.</param>
public sealed record QbrEdit(
    DateOnly From, DateOnly To, IReadOnlyList<QbrSection> Sections, CohortKind Cohort, string Notes, string NextSteps, long RowVersion);
