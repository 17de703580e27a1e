using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Gathers <see cref="DateCounts"/>.</summary>
internal sealed class DateTally(DateOnly today)
{
    private readonly int[] counts = new int[Enum.GetValues<DateReading>().Length];
    private int isoToTwelve;
    private Span monthFirst;
    private Span dayFirst;

    /// <returns>Whether the cell is written like a date.</returns>
    public bool Add(string cell, int times)
    {
        // The longest format, with the longest month, a time and an offset, is well below this.
        if (cell.Length is < 6 or > 60 || !DateText.TryParse(cell, out var parts) || parts.Shape is DateShape.Serial)
            return false;
        var (month, day) = (parts.On(DateOrder.MonthFirst, today.Year), parts.On(DateOrder.DayFirst, today.Year));
        counts[(int)Reading(parts.Shape, month, day)] += times;
        isoToTwelve += parts.Shape is DateShape.YearFirst && month is { Day: <= 12 } ? times : 0;
        monthFirst.Add(month, times, today);
        dayFirst.Add(day, times, today);
        return true;
    }

    public DateCounts Counts() => new(
        Of(DateReading.MonthFirstOnly), Of(DateReading.DayFirstOnly), Of(DateReading.Either), Of(DateReading.Neither),
        Of(DateReading.Iso), Of(DateReading.Dotted), Of(DateReading.Named), monthFirst.Counts(), dayFirst.Counts()) { IsoToTwelve = isoToTwelve };

    private int Of(DateReading reading) => counts[(int)reading];

    private static DateReading Reading(DateShape shape, DateOnly? month, DateOnly? day) => (shape, month, day) switch
    {
        (_, null, null) => DateReading.Neither,
        (DateShape.YearFirst, _, _) => DateReading.Iso,
        (DateShape.Dotted, _, _) => DateReading.Dotted,
        (DateShape.Named, _, _) => DateReading.Named,
        (_, not null, null) => DateReading.MonthFirstOnly,
        (_, null, not null) => DateReading.DayFirstOnly,
        _ => DateReading.Either,
    };

    [StructLayout(LayoutKind.Auto)]
    private struct Span
    {
        private DateOnly? first;
        private DateOnly? last;
        private int inFuture;

        public void Add(DateOnly? date, int times, DateOnly today)
        {
            if (date is not { } day)
                return;
            first = first < day ? first : day;
            last = last > day ? last : day;
            inFuture += day > today ? times : 0;
        }

        public readonly DateSpanCount Counts() => new(first, last, inFuture);
    }
}
