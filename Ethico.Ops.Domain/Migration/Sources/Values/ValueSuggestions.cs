namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// What the values of a column may mean (migration.md 6.5): the same words or a question. There is no default and no "other"
/// behind the scenes; what is unknown stays open until a person maps it.
/// </summary>
public static class ValueSuggestions
{
    public const decimal ExactConfidence = 0.98m;
    public const decimal ReviewConfidence = 0.80m;

    /// <summary>From this many distinct values, or this average length on, an outcome column holds sentences.</summary>
    public const int SentenceDistinct = 50;
    public const int SentenceLength = 60;

    /// <summary>The suggestion for one distinct value of a coded target; a blank one is never guessed.</summary>
    public static ValueSuggestion Of(TargetField field, SourceSystem source, string value)
    {
        var table = ValueTable.Of(field, source);
        var name = ValueName.Of(value);
        var found = name.Words.Count is 0
            ? Open(value, "The source is silent here.")
            : Exact(table, name) ?? Rest(field, name) ?? Elsewhere(table, name) ?? Inside(table, name) ?? Unknown(field, name);
        return IsStatus(field) && found.Target is { } target && !ClosedRule.MayMap(value, target)
            ? Open(value, "It says closed, so it can be mapped to Closed only.")
            : found;
    }

    /// <summary>A category: the tenant's own name or code first, then the standard name looked up among the tenant's.</summary>
    public static ValueSuggestion Category(string value, IReadOnlyCollection<TenantWord> tenant)
    {
        var name = ValueName.Of(value);
        if (name.Words.Count is 0)
            return Open(value, "The source is silent here.");
        if (Own(name, tenant) is { } own)
            return new(value, ValueMatch.Exact, own.Name, null, ExactConfidence, "The tenant has a category of this name or code.", StandardCategory.Find(own.StandardCode));

        var met = Exact(ValueTable.Categories, name) ?? Inside(ValueTable.Categories, name);
        if (met is null || StandardCategory.Find(met.Target) is not { } standard)
            return Open(value, "Unknown: choose a category or create one.");
        return Standing(standard, tenant) is { } standing
            ? met with { Target = standing.Name, StandardCategory = standard }
            : met with
            {
                Match = ValueMatch.None,
                Target = null,
                StandardCategory = standard,
                Reason = $"This is {standard.Name} elsewhere; the tenant has no such category. Choose one or create it.",
            };
    }

    /// <summary>A location: the tenant's own name or code, or a person decides to create it or keep it as text.</summary>
    public static ValueSuggestion Location(string value, IReadOnlyCollection<TenantWord> tenant)
    {
        var name = ValueName.Of(value);
        return name.Words.Count > 0 && Own(name, tenant) is { } own
            ? new(value, ValueMatch.Exact, own.Name, null, ExactConfidence, "The tenant has a location of this name or code.")
            : Open(value, name.Words.Count is 0 ? "The source is silent here." : "Unknown: choose a location, create it, or keep it as text.");
    }

    /// <summary>An outcome column of sentences feeds outcome_detail only.</summary>
    public static bool HoldsSentences(int distinct, double averageLength) => distinct > SentenceDistinct || averageLength > SentenceLength;

    /// <summary>A figure of severity, alone or after Level or Stufe, that means nothing until a person says which end is the worse.</summary>
    public static bool IsFigureWithoutDirection(SourceSystem source, string value) =>
        source is not (SourceSystem.Navex or SourceSystem.Eqs) && IsFigure(ValueName.Of(value));

    /// <summary>Which share of these filled cells holds a status word of any source, 0 to 1 (the rule for <c>state</c>, migration.md 6.1).</summary>
    public static double StatusShare(IEnumerable<(string Value, int Count)> values)
    {
        long all = 0, known = 0;
        foreach (var (value, count) in values)
        {
            var name = ValueName.Of(value);
            if (name.Words.Count is 0)
                continue;
            all += count;
            if (ClosedRule.SaysClosed(value) || StatusWords.Any(k => k.Name.IsSame(name)))
                known += count;
        }

        return all is 0 ? 0 : (double)known / all;
    }

    private static IEnumerable<KnownValue> StatusWords =>
        StatusValues.Navex.Concat(StatusValues.Eqs).Concat(StatusValues.EqsGerman).Concat(StatusValues.Other);

    private static ValueSuggestion? Exact(ValueTable table, ValueName name) =>
        table.Own.FirstOrDefault(k => k.Name.IsSame(name)) switch
        {
            null => null,
            { IsReview: true } known => Review(name, known, ReviewConfidence, $"“{known.Name.Text}” usually means this; sources differ."),
            var known => new(name.Text, ValueMatch.Exact, known.Target, known.Outcome, ExactConfidence, "Known from this source."),
        };

    // "Closed - X" is closed; X says how it ended, or a person does.
    private static ValueSuggestion? Rest(TargetField field, ValueName name)
    {
        if (!IsStatus(field) || ClosedRule.Rest(name.Text) is not { } rest)
            return null;
        var ending = ValueName.Of(rest);
        return OtherValues.Outcome.FirstOrDefault(k => k.Name.IsSame(ending)) switch
        {
            null => Open(name.Text, "Closed, with an outcome that is not known: say which."),
            { IsReview: true } known => new(name.Text, ValueMatch.Review, CaseStatusCode.Closed, known.Target, ReviewConfidence,
                $"Closed; “{known.Name.Text}” usually means this outcome, sources differ."),
            var known => new(name.Text, ValueMatch.Exact, CaseStatusCode.Closed, known.Target, ExactConfidence, "Closed, with a known outcome."),
        };
    }

    private static ValueSuggestion? Elsewhere(ValueTable table, ValueName name) =>
        table.Others.FirstOrDefault(k => k.Name.IsSame(name)) is { } known
            ? Review(name, known, ReviewConfidence, "Other sources use this word so.")
            : null;

    // The longest known value inside speaks; where two of one length disagree, nobody does.
    private static ValueSuggestion? Inside(ValueTable table, ValueName name)
    {
        var inside = table.Own.Concat(table.Others).Where(k => name.Holds(k.Name)).ToList();
        if (inside.Count is 0)
            return null;
        var longest = inside.Max(k => k.Name.Words.Count);
        var meanings = inside.Where(k => k.Name.Words.Count == longest).ToList();
        return meanings.Select(k => (k.Target, k.Outcome)).Distinct().Count() is 1
            ? Review(name, meanings[0], Math.Max(Bands.ReviewFrom, Likeness.Of(name.Words, meanings[0].Name.Words)),
                $"It holds the words “{meanings[0].Name.Text}”.")
            : null;
    }

    private static ValueSuggestion Review(ValueName name, KnownValue known, decimal confidence, string reason) =>
        new(name.Text, ValueMatch.Review, known.Target, known.Outcome, confidence, reason);

    private static ValueSuggestion Unknown(TargetField field, ValueName name) =>
        Open(name.Text, field.Codes == TargetCodes.Severity && IsFigure(name)
            ? "A figure means nothing until someone says which end is the worse."
            : "Unknown: choose what it means.");

    private static ValueSuggestion Open(string value, string reason) => new(value, ValueMatch.None, null, null, 0, reason);

    private static TenantWord? Own(ValueName name, IReadOnlyCollection<TenantWord> tenant) =>
        tenant.FirstOrDefault(t => t.Code is not null && ValueName.Of(t.Code).IsSame(name)) ?? tenant.FirstOrDefault(t => ValueName.Of(t.Name).IsSame(name));

    private static TenantWord? Standing(StandardCategory standard, IReadOnlyCollection<TenantWord> tenant) =>
        tenant.FirstOrDefault(t => string.Equals(t.StandardCode, standard.Code, StringComparison.Ordinal)) ?? tenant.FirstOrDefault(t => ValueName.Of(t.Name).IsSame(ValueName.Of(standard.Name)));

    private static bool IsStatus(TargetField field) => field.Key is TargetKeys.CaseStatus or TargetKeys.InvestigationStatus;

    private static bool IsFigure(ValueName name) => name.Words switch
    {
        [var figure] => figure.All(char.IsDigit),
        ["level" or "stufe", var figure] => figure.All(char.IsDigit),
        _ => false,
    };
}
