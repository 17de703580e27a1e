using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>A page of cases.</summary>
/// <param name="Page">Its total is exact up to <see cref="CountedMost"/> and null above: "more than".</param>
/// <param name="TermUsed">The term that was sought: as typed, or in capitals where only that begins any reference.</param>
/// <param name="Choices">Where the query asked for them.</param>
/// <param name="ReadAt">The database's clock.</param>
public sealed record CaseList(KeysetPage<CaseRow> Page, string? TermUsed, CaseChoices? Choices, DateTimeOffset ReadAt)
{
    public const int CountedMost = 100_000;
}
