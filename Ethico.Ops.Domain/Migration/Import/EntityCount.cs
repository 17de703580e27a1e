namespace Ethico.Ops.Domain.Migration;

/// <summary>How many rows of one entity there are or will be.</summary>
/// <param name="Entity">As the ledger names it: REPORT, CASE, CASE_REPORT, PERSON, CASE_PERSON, INVESTIGATION, CASE_NOTE, CATEGORY, LOCATION.</param>
public sealed record EntityCount(string Entity, int Count);
