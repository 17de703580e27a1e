namespace Ethico.Ops.Domain.Migration;

/// <summary>How a recipe names the columns of a file, and finds them in another one.</summary>
public static class RecipeColumns
{
    /// <summary>The normalised name of each header; one that comes again gets its number, as files themselves write it.</summary>
    public static IReadOnlyList<string> Names(IEnumerable<string> headers)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. headers.Select(header =>
            {
                var name = HeaderName.Of(header).Folded is { Length: > 0 } folded ? folded : "column";
                var times = seen[name] = seen.GetValueOrDefault(name) + 1;
                return times is 1 ? name : FormattableString.Invariant($"{name} ({times})");
            }),
        ];
    }

    /// <summary>The file's header for each of the recipe's columns that it has.</summary>
    public static IReadOnlyDictionary<string, string> Meet(IEnumerable<string> recipe, IReadOnlyList<string> headers)
    {
        var names = Names(headers);
        var met = new Dictionary<string, string>(StringComparer.Ordinal);
        var left = Enumerable.Range(0, headers.Count).ToList();
        foreach (var exact in new[] { true, false })
        {
            foreach (var column in recipe.Where(c => !met.ContainsKey(c)))
            {
                var at = left.FindIndex(i => exact ? string.Equals(names[i], column, StringComparison.Ordinal) : HeaderName.Of(column).IsSame(HeaderName.Of(headers[i])));
                if (at < 0)
                    continue;
                met.Add(column, headers[left[at]]);
                left.RemoveAt(at);
            }
        }

        return met;
    }

    /// <summary>Common ÷ union of the two, 0 to 1: from 0.90 on a published recipe is proposed for a file (migration.md 6.2).</summary>
    public static decimal Share(IReadOnlyCollection<string> recipe, IReadOnlyList<string> headers)
    {
        var common = Meet(recipe, headers).Count;
        var union = recipe.Count + headers.Count - common;
        return union is 0 ? 0 : (decimal)common / union;
    }
}
