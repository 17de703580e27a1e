namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Cohorts">Those this client can be compared with.</param>
/// <param name="Draft">Null: none is open, or the reader may not write one.</param>
public sealed record QbrShelf(string Client, IReadOnlyList<CohortKind> Cohorts, QbrDraft? Draft, IReadOnlyList<QbrFinal> Finals);
