using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>The filters of a list as chips with menus. They are links: the address is their only state, and opening a menu asks no server.</summary>
public sealed partial class FilterChips
{
    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<FilterSpec> Filters { get; set; }

    /// <summary>Further filters of the page's own, such as a text box.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Names the filters whose value in the address is none of theirs. For lists that know all their values beforehand.</summary>
    [Parameter]
    public bool TellsIgnored { get; set; }

    /// <summary>What else of the address was left out, to be told in the same note.</summary>
    [Parameter]
    public IReadOnlyList<string> AlsoIgnored { get; set; } = [];

    private List<string> Ignored => [.. Filters.Where(f => Given(f).Any(v => v.Length > 0 && !IsNeutral(f, v) && !IsOption(f, v))).Select(f => f.Name)];

    private string ClearHref => Go(Filters.Select(f => (f.Name, (string?)null)));

    private static string Label(FilterSpec filter, HashSet<string> chosen)
    {
        var texts = filter.Options.Where(o => chosen.Contains(o.Value)).Select(o => o.Text).ToList();
        return texts.Count switch
        {
            0 => filter.Title,
            <= 2 => string.Join(", ", texts),
            _ => $"{texts[0]} and {texts.Count - 1} more",
        };
    }

    // Only values there are: what somebody types into the address is neither shown nor passed on.
    private HashSet<string> Chosen(FilterSpec filter) => [.. Given(filter).Where(v => !IsNeutral(filter, v) && IsOption(filter, v))];

    private string[] Given(FilterSpec filter)
    {
        var query = QueryHelpers.ParseQuery(Navigation.ToAbsoluteUri(Navigation.Uri).Query);
        return query.TryGetValue(filter.Name, out var values) ? values.ToString().Split(',') : filter.Default is { } unsaid ? [unsaid] : [];
    }

    private static bool IsOption(FilterSpec filter, string value) => filter.Options.Any(o => string.Equals(o.Value, value, StringComparison.Ordinal));

    private string Toggled(FilterSpec filter, HashSet<string> chosen, FilterOption option)
    {
        var wanted = filter.IsMany && !option.IsAlone ? new HashSet<string>(chosen, StringComparer.Ordinal) : [];
        wanted.ExceptWith(filter.Options.Where(o => o.IsAlone).Select(o => o.Value));
        if (chosen.Contains(option.Value))
            wanted.Remove(option.Value);
        else
            wanted.Add(option.Value);
        return Go([(filter.Name, wanted.Count == 0 ? filter.Neutral : string.Join(',', filter.Options.Select(o => o.Value).Where(wanted.Contains)))]);
    }

    private string Without(FilterSpec filter) => Go([(filter.Name, filter.Neutral)]);

    private static bool IsNeutral(FilterSpec filter, string value) => string.Equals(filter.Neutral, value, StringComparison.Ordinal);

    // A new filter starts at the first page.
    private string Go(IEnumerable<(string Name, string? Value)> changes)
    {
        var query = changes.ToDictionary(c => c.Name, c => (object?)c.Value, StringComparer.Ordinal);
        query["after"] = null;
        return Navigation.GetUriWithQueryParameters(query);
    }
}
