using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The findings of the row at hand. One instance for a whole pass; a rule counts once per column and row.</summary>
public sealed class RowFindings(IReadOnlyList<string> columns)
{
    private readonly List<Finding> items = [];
    private readonly List<int> marks = [];

    public IReadOnlyList<Finding> Items => items;

    /// <summary>In the order found; see <see cref="FindingMark"/>.</summary>
    public IReadOnlyList<int> Marks => marks;

    public int Row { get; private set; }

    public long Line { get; private set; }

    public int Errors { get; private set; }

    public int Warnings { get; private set; }

    public void Begin(int row, long line)
    {
        items.Clear();
        marks.Clear();
        (Row, Line, Errors, Warnings) = (row, line, 0, 0);
    }

    /// <param name="column">From 1; 0: no one column.</param>
    public void Add(
        Rule rule, int column, string? value, string? message = null, string? suggestion = null,
        SuggestionKind kind = SuggestionKind.None, string? suggested = null)
    {
        var mark = new FindingMark(rule, column).Value;
        if (marks.Contains(mark))
            return;
        marks.Add(mark);
        if (rule.Severity is Severity.Error)
            Errors++;
        else if (rule.Severity is Severity.Warning)
            Warnings++;
        items.Add(new Finding(
            rule.Code, rule.Severity, Row, Line, column == 0 ? null : columns[column - 1], rule.KeepsNoValue ? null : Shown(value),
            message ?? $"{WholeText.Sentence(rule.Condition)}.", suggestion ?? rule.Advice)
        {
            ColumnNumber = column,
            SuggestionKind = kind,
            SuggestedValue = kind is SuggestionKind.SetCell or SuggestionKind.PlaceSurplus or SuggestionKind.PlaceGap ? suggested : null,
        });
    }

    /// <summary>Whether the rule was broken in any column.</summary>
    public bool Has(Rule rule)
    {
        foreach (var mark in marks)
            if (new FindingMark(mark).Rule == rule)
                return true;
        return false;
    }

    /// <summary>Takes the values out of findings about these columns: an anonymous reporter's identity is kept nowhere (MIG-25).</summary>
    public void Forget(IReadOnlySet<int> columnNumbers)
    {
        for (var i = 0; i < items.Count; i++)
            if (items[i].Value is not null && columnNumbers.Contains(items[i].ColumnNumber))
                items[i] = items[i] with { Value = null, SuggestionKind = SuggestionKind.None, SuggestedValue = null };
    }

    // A cell of a megabyte is not repeated in the list of what is wrong with it. PostgreSQL cannot hold a NUL.
    private static string? Shown(string? value) => (value is { Length: > 500 } ? WholeText.Cut(value, 500) + "…" : value)?.Replace('\0', '␀');
}
