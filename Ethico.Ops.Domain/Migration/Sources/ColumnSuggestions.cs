namespace Ethico.Ops.Domain.Migration;

/// <summary>Which column feeds which target: one target per column and one column per target, best first (migration.md 4.3).</summary>
public static class ColumnSuggestions
{
    public const decimal FurtherName = 0.80m;

    private static readonly ColumnSuggestion None = new("", null, 0, SuggestionBasis.None, "Nothing speaks for a target.", [], []);

    /// <param name="recipe">Target keys by column name as <see cref="HeaderName.Folded"/>, of a saved recipe; it alone may join columns into one target.</param>
    /// <returns>One suggestion per column, in the order of the file.</returns>
    public static IReadOnlyList<ColumnSuggestion> Of(
        SourceSystem source, IReadOnlyList<SourceColumn> columns, IReadOnlyDictionary<string, IReadOnlyList<string>>? recipe = null)
    {
        var candidates = new Candidates(source, columns, recipe);
        var all = candidates.All().ToList();
        var taken = new Dictionary<int, Candidate>();
        var fed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var next in all
            .OrderByDescending(c => c.Confidence)
            .ThenByDescending(c => c.Fits)
            .ThenBy(c => c.Order)
            .ThenBy(c => c.Column))
        {
            if (!taken.ContainsKey(next.Column) && (fed.Add(next.Target.Key) || next.Basis is SuggestionBasis.Recipe))
                taken.Add(next.Column, next);
        }

        var further = all.Where(IsName).Select(c => c.Column).ToHashSet();
        return
        [
            .. columns.Select((column, i) =>
                taken.TryGetValue(i, out var found) ? Suggested(column, found, fed)
                : further.Contains(i) ? Further(column, fed)
                : None with { Column = column.Name }),
        ];
    }

    /// <summary>The custom field named like a column; a name too long or not printable is cut to what a name may be.</summary>
    internal static TargetField CustomField(string column)
    {
        var printable = new string([.. column.Where(c => !char.IsControl(c))]).Trim();
        var name = printable.Length > TargetFields.CustomNameMost ? printable[..TargetFields.CustomNameMost].Trim() : printable;
        return TargetFields.Custom(name.Length is 0 ? "Column" : name)!;
    }

    private static bool IsName(Candidate c) => c.Basis is SuggestionBasis.SourceName or SuggestionBasis.GenericName;

    private static ColumnSuggestion Suggested(SourceColumn column, Candidate found, HashSet<string> fed) => new(
        column.Name, found.Target.Key, found.Confidence, found.Basis, found.Reason, UsualTransforms.Of(found.Target),
        [
            .. found.Also
                .Where(also => fed.Add(also.Target))
                .Select(also => new AlsoSuggestion(also.Target, also.IsReview ? Math.Min(found.Confidence, FurtherName) : found.Confidence)),
        ]);

    private static ColumnSuggestion Further(SourceColumn column, HashSet<string> fed)
    {
        var field = CustomField(column.Name);
        return fed.Add(field.Key)
            ? new(column.Name, field.Key, FurtherName, SuggestionBasis.FurtherName, "Another column already feeds what this one usually means.", UsualTransforms.Of(field), [])
            : None with { Column = column.Name };
    }
}
