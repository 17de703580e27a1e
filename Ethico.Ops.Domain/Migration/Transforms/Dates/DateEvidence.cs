namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// What a column's cells say about the order of day and month, gathered in one pass over all rows (migration.md 7.2). Not for several
/// threads; allocates nothing per cell.
/// </summary>
/// <param name="today">In the source's zone: dates after it are counted as in the future.</param>
public sealed class DateEvidence(DateOnly today)
{
    private DateSpan monthFirst;
    private DateSpan dayFirst;

    /// <summary>Cells that are not blank.</summary>
    public int Filled { get; private set; }

    /// <summary>Cells whose order is open: figures with / or -.</summary>
    public int OrderOpen { get; private set; }

    /// <summary>Cells that exist month first only.</summary>
    public int MonthFirstProofs { get; private set; }

    /// <summary>Cells that exist day first only.</summary>
    public int DayFirstProofs { get; private set; }

    /// <summary>Cells written as dates that no calendar has in either order. They prove nothing.</summary>
    public int Impossible { get; private set; }

    /// <summary>Bare numbers that may be Excel's day numbers, read only after confirmation.</summary>
    public int SerialLike { get; private set; }

    /// <summary>Filled cells in none of the formats.</summary>
    public int NotDates { get; private set; }

    public DateOnly? First(DateOrder order) => Span(order).First;

    public DateOnly? Last(DateOrder order) => Span(order).Last;

    public int InFuture(DateOrder order) => Span(order).Future;

    public void Add(string? cell)
    {
        if (string.IsNullOrWhiteSpace(cell))
            return;
        Filled++;
        if (!DateText.TryParse(cell, out var parts))
        {
            NotDates++;
            return;
        }

        if (parts.Shape is DateShape.Serial)
        {
            SerialLike++;
            return;
        }

        var month = parts.On(DateOrder.MonthFirst, today.Year);
        var day = parts.On(DateOrder.DayFirst, today.Year);
        monthFirst.Add(month, today);
        dayFirst.Add(day, today);
        if (month is null && day is null)
            Impossible++;
        if (parts.Shape is not DateShape.Slashed)
            return;
        OrderOpen++;
        if (month is not null && day is null)
            MonthFirstProofs++;
        else if (month is null && day is not null)
            DayFirstProofs++;
    }

    /// <param name="siblings">Verdicts of the file's other date columns, for the words only: a sibling never decides.</param>
    public DateVerdict Judge(IReadOnlyList<DateSibling>? siblings = null) => DateVerdict.Of(this, siblings ?? []);

    private DateSpan Span(DateOrder order) => order is DateOrder.MonthFirst ? monthFirst : dayFirst;
}
