namespace Ethico.Ops.Domain.Migration;

/// <summary>Everything that speaks for one column: its name in a recipe, the source's dictionary or the generic aliases, shared words, its cells.</summary>
internal sealed class Candidates(SourceSystem source, IReadOnlyList<SourceColumn> columns, IReadOnlyDictionary<string, IReadOnlyList<string>>? recipe)
{
    private const decimal NotMarked = 1;
    private const decimal ReviewMost = 0.80m;

    private readonly SourceDefinition _source = SourceDefinition.Of(source);
    private readonly HeaderName[] _names = [.. columns.Select(c => HeaderName.Of(c.Name))];

    public IEnumerable<Candidate> All() => Enumerable.Range(0, columns.Count).SelectMany(Of);

    private IReadOnlyList<Candidate> Of(int column)
    {
        var name = _names[column];
        if (recipe is not null && recipe.TryGetValue(name.Folded, out var saved) && saved.Count > 0 && TargetFields.Find(saved[0]) is { } target)
            return [new(column, target, 1, true, default, SuggestionBasis.Recipe, "Saved in the recipe.", [.. saved.Skip(1).Select(also => new AlsoTarget(also, false))])];
        if (StateRule.Concerns(name))
            return State(column);

        IReadOnlyList<Candidate> named = [.. Named(column, _source.Rows, SuggestionBasis.SourceName, 0.98m, 0.95m)];
        if (named.Count is 0)
            named = [.. Named(column, GenericColumns.Rows, SuggestionBasis.GenericName, 0.92m, 0.90m)];
        return named.Count > 0 ? named : [.. Like(column), .. Shaped(column)];
    }

    private IReadOnlyList<Candidate> State(int column)
    {
        var key = StateRule.Target(_names.Where((_, i) => i != column), columns[column].Shape);
        if (key is null)
            return [];
        var own = _source.Rows.Any(r => string.Equals(r.Target, key, StringComparison.Ordinal) && r.Names.Any(n => StateRule.Concerns(n.Name)));
        return
        [
            Weighed(column, TargetFields.Find(key)!, own ? 0.98m : 0.92m, default, own ? SuggestionBasis.SourceName : SuggestionBasis.GenericName,
                key is TargetKeys.LocationState ? "“State” beside other names of a place." : "“State” with the words of a status in it.", []),
        ];
    }

    private IEnumerable<Candidate> Named(
        int column, IReadOnlyList<DictionaryRow> rows, SuggestionBasis basis, decimal sameOrder, decimal otherOrder)
    {
        var name = _names[column];
        for (var row = 0; row < rows.Count; row++)
        {
            for (var i = 0; i < rows[row].Names.Count; i++)
            {
                var known = rows[row].Names[i];
                if (!known.Name.HasSameWords(name))
                    continue;
                var isSame = known.Name.IsSame(name);
                var asks = known.IsReview || (basis is SuggestionBasis.GenericName && GenericColumns.IsBare(known.Name));
                yield return Weighed(column, TargetOf(rows[row], column), Math.Min(isSame ? sameOrder : otherOrder, asks ? ReviewMost : NotMarked),
                    (row, i), basis, NameReason(known.Name, basis, isSame, asks), known.Also);
            }
        }
    }

    private string NameReason(HeaderName known, SuggestionBasis basis, bool isSame, bool asks)
    {
        var whose = basis is SuggestionBasis.SourceName ? $"A column name of {SourceSystems.Words(_source.System)}" : "A usual name for this";
        return $"{whose}: “{known.Text}”{(isSame ? "" : ", the words in another order")}{(asks ? ", which can mean other things too" : "")}.";
    }

    private IEnumerable<Candidate> Like(int column)
    {
        var name = _names[column];
        var rows = _source.Rows.Concat(GenericColumns.Rows).ToList();
        for (var row = 0; row < rows.Count; row++)
        {
            // A custom field is no meaning one could be like.
            if (rows[row].Target is TargetKeys.CustomPrefix)
                continue;
            var best = rows[row].Names
                .Select(known => (Known: known, Likeness: StateRule.Concerns(known.Name) ? 0 : Likeness.Of(name.Words, known.Name.Words)))
                .MaxBy(n => n.Likeness);
            if (best.Likeness > 0)
                yield return Weighed(column, TargetOf(rows[row], column), best.Likeness, (row, 0), SuggestionBasis.SharedWords,
                    $"Shares words with “{best.Known.Name.Text}”.", []);
        }
    }

    private IEnumerable<Candidate> Shaped(int column) =>
        ShapeFit.Alone(columns[column].Shape) is { } shape
            ? [new(column, TargetFields.Find(shape.Target)!, shape.Confidence, true, (int.MaxValue, 0), SuggestionBasis.Shape, shape.Words, [])]
            : [];

    private TargetField TargetOf(DictionaryRow row, int column) =>
        row.Target is TargetKeys.CustomPrefix ? ColumnSuggestions.CustomField(columns[column].Name) : TargetFields.Find(row.Target)!;

    private Candidate Weighed(
        int column, TargetField target, decimal confidence, (int, int) order, SuggestionBasis basis, string reason, IReadOnlyList<AlsoTarget> also)
    {
        var shape = columns[column].Shape;
        if (target.Key is TargetKeys.CaseOutcome && shape.Filled > 0 && ValueSuggestions.HoldsSentences(shape.Distinct, shape.AverageLength))
            return new(column, TargetFields.Find(TargetKeys.CaseOutcomeDetail)!, confidence, true, order, basis,
                $"{reason} It holds sentences, so they are kept as they are.", also);

        var fits = ShapeFit.Fits(target, shape, also.Any(a => a.Target is TargetKeys.ReporterPhone));
        return fits is false
            ? new(column, target, Math.Max(0, confidence - ShapeFit.Penalty), false, order, basis, $"{reason} Its cells do not look like it.", also)
            : new(column, target, confidence, fits is true, order, basis, reason, also);
    }
}
