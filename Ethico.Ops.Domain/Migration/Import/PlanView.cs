namespace Ethico.Ops.Domain.Migration;

/// <summary>Step 5 in figures: what the import will do if nothing drifts.</summary>
/// <param name="ToCreate">Per entity (REPORT, CASE, PERSON, INVESTIGATION, CATEGORY, LOCATION), undecided conflicts left out.</param>
/// <param name="Fallback">Cases that go to a queue, by the lead's words in the source; blank where it named none.</param>
public sealed record PlanView(
    PlanCounts Counts, int Undecided, IReadOnlyDictionary<string, int> ToCreate, IReadOnlyList<FallbackLine> Fallback, long SampleSeed, IReadOnlyList<PlanRow> Sample);
