using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Domain.Support;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Support;

/// <summary>
/// The case list as its address holds it, and back. What the address does not say is open cases, newest first; what it says
/// wrongly is left out: nobody typed it here.
/// </summary>
public sealed record CaseListAddress
{
    public const string Open = "open";
    public const string Any = "any";
    private const string Newest = "age";
    private const string Oldest = "-age";

    private static readonly CaseStatus[] NotClosed = [.. Enum.GetValues<CaseStatus>().Where(s => s is not CaseStatus.Closed)];

    public string? Status { get; init; }

    public string? Severity { get; init; }

    public string? Category { get; init; }

    public string? Handler { get; init; }

    public string? Opened { get; init; }

    public string? Term { get; init; }

    public string? SortBy { get; init; }

    public CaseSort Sort => string.Equals(SortBy, Oldest, StringComparison.Ordinal) ? CaseSort.Oldest : CaseSort.Newest;

    /// <summary>As the grid marks its column; none where a term orders the list by reference.</summary>
    public string? Marked => string.IsNullOrWhiteSpace(Term) ? Sort is CaseSort.Oldest ? Oldest : Newest : null;

    /// <summary>Anything beyond what the page begins with.</summary>
    public bool IsFiltered => Status is not null || Severity is not null || Category is not null || Handler is not null || Opened is not null || !string.IsNullOrWhiteSpace(Term);

    public CaseFilter ToFilter(DateTimeOffset now) => new()
    {
        Statuses = Statuses(),
        Severities = [.. Split(Severity).Select(PlatformCodes.Find<CaseSeverity>).OfType<CaseSeverity>()],
        Category = Guid.TryParse(Category, out var category) ? new CategoryId(category) : null,
        Handler = Guid.TryParse(Handler, out var handler) ? new AccountId(handler) : null,
        OpenedFrom = DayRange.Parse(Opened).From(now),
        OpenedBefore = DayRange.Parse(Opened).Before(),
        Term = Term,
    };

    /// <summary>The same view as a query, without the place in it.</summary>
    public IEnumerable<(string Name, string? Value)> ToQuery() =>
        [("status", Status), ("severity", Severity), ("category", Category), ("handler", Handler), ("opened", Opened), ("q", Term), ("sort", SortBy)];

    private IReadOnlyCollection<CaseStatus> Statuses()
    {
        var given = Split(Status).ToList();
        if (given.Contains(Any, StringComparer.Ordinal))
            return [];
        var chosen = given.Select(PlatformCodes.Find<CaseStatus>).OfType<CaseStatus>().ToHashSet();
        if (chosen.Count == 0 || given.Contains(Open, StringComparer.Ordinal))
            chosen.UnionWith(NotClosed);
        return chosen;
    }

    private static IEnumerable<string> Split(string? values) => values?.Split(',', StringSplitOptions.RemoveEmptyEntries) ?? [];
}
