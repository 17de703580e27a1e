namespace Ethico.Ops.Domain.Migration;

/// <summary>How one cell reads as a date (migration.md 7.2).</summary>
public enum DateReading
{
    /// <summary>Not written like a date at all.</summary>
    None,

    /// <summary>Written with / or -, valid only with the month first: a proof.</summary>
    MonthFirstOnly,

    DayFirstOnly,

    /// <summary>Valid in both orders.</summary>
    Either,

    /// <summary>Written like a date, exists in no order: proves nothing.</summary>
    Neither,

    Iso,
    Dotted,
    Named,
}
