using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <param name="Kind">Whether the column may be read.</param>
/// <param name="Order">The order the evidence speaks for; null where it speaks for none, or none is needed.</param>
/// <param name="Words">For the page: the count behind the verdict, then what the sibling columns were judged to be.</param>
public sealed record DateVerdict(DateVerdictKind Kind, DateOrder? Order, string Words)
{
    // Fewer are chance.
    private const int SwappedLeast = 3;

    /// <summary>The column may be read as it stands, without anybody's word.</summary>
    public bool IsAccepted => Kind is DateVerdictKind.Accepted;

    public static string Name(DateOrder order) => order is DateOrder.MonthFirst ? "month first" : "day first";

    /// <summary>The same verdict over the counts of a column's profile.</summary>
    /// <param name="filled">Cells that are not blank.</param>
    public static DateVerdict Of(DateCounts counts, int filled, IReadOnlyList<DateSibling> siblings)
    {
        var open = counts.MonthFirstOnly + counts.DayFirstOnly + counts.Either;
        var verdict = Of(counts.MonthFirstOnly, counts.DayFirstOnly, open == 0 ? 0 : open + counts.Neither, filled, siblings);
        return verdict is { IsAccepted: true, Order: not null } && MayBeSwapped(counts) ? verdict with
        {
            Kind = DateVerdictKind.Review,
            Words = verdict.Words + Say($" Yet the day of all {counts.Iso:N0} real dates beside them could be a month, and of no text: a spreadsheet may have swapped day and month of those it understood. Please compare some with the source, then confirm."),
        } : verdict;
    }

    // A spreadsheet set to the other order makes real dates of what it can read, swapped, and leaves the rest as text.
    private static bool MayBeSwapped(DateCounts counts) =>
        counts.Either == 0 && counts.Iso >= SwappedLeast && counts.IsoToTwelve == counts.Iso && counts.MonthFirstOnly + counts.DayFirstOnly >= SwappedLeast;

    internal static DateVerdict Of(DateEvidence evidence, IReadOnlyList<DateSibling> siblings) =>
        Of(evidence.MonthFirstProofs, evidence.DayFirstProofs, evidence.OrderOpen, evidence.Filled, siblings);

    private static DateVerdict Of(int monthFirst, int dayFirst, int open, int filled, IReadOnlyList<DateSibling> siblings)
    {
        var (kind, order, words) = (monthFirst, dayFirst) switch
        {
            _ when open == 0 => (DateVerdictKind.Accepted, (DateOrder?)null, "No date leaves the order of day and month open."),
            (0, 0) => (DateVerdictKind.MustConfirm, null, Say($"None of {open:N0} dates proves an order. Please confirm how to read them.")),
            ( > 0, 0) => Proven(filled, DateOrder.MonthFirst, monthFirst),
            (0, > 0) => Proven(filled, DateOrder.DayFirst, dayFirst),
            var (month, day) => (DateVerdictKind.PersonMustChoose, null, Say(
                $"{month:N0} {Dates(month)} only month first, {day:N0} only day first. Please choose; the others become errors.")),
        };
        foreach (var sibling in siblings)
            words += $" {sibling.Column} is {Name(sibling.Order)}.";
        return new(kind, order, words);
    }

    private static (DateVerdictKind Kind, DateOrder? Order, string Words) Proven(int filled, DateOrder order, int proofs)
    {
        var isEnough = proofs * 100L >= filled;
        var words = Say($"{proofs:N0} of {filled:N0} {Dates(proofs)} only {Name(order)}.");
        return isEnough
            ? (DateVerdictKind.Accepted, order, words)
            : (DateVerdictKind.Review, order, words + " That is under 1 %: please confirm.");
    }

    private static string Dates(int count) => count == 1 ? "exists" : "exist";

    private static string Say(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
