namespace Ethico.Ops.Domain.Support;

/// <summary>One page of the case list, as an address asks for it.</summary>
/// <param name="Cursor">From the page before; null for the first.</param>
/// <param name="PageSize">Held between 10 and 100; null is 25.</param>
/// <param name="WithChoices">Read the filter's choices along: once per visit of the page.</param>
public sealed record CaseQuery(
    CaseFilter Filter, CaseSort Sort = CaseSort.Newest, string? Cursor = null, int? PageSize = null, bool WithChoices = false);
