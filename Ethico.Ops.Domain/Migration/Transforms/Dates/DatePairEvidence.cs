namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// How many cases were closed before they were received, under every pair of orders: gathered in the same pass, since the order of
/// the other column is known only at its end. Not for several threads.
/// </summary>
public sealed class DatePairEvidence(int thisYear)
{
    private static readonly DateOrder[] Orders = [DateOrder.MonthFirst, DateOrder.DayFirst];

    private readonly int[] before = new int[4];

    public int ClosedBeforeReceived(DateOrder received, DateOrder closed) => before[At(received, closed)];

    public void Add(string? received, string? closed)
    {
        if (!DateText.TryParse(received, out var receipt) || !DateText.TryParse(closed, out var closing)
            || receipt.Shape is DateShape.Serial || closing.Shape is DateShape.Serial)
            return;
        foreach (var one in Orders)
            foreach (var other in Orders)
                if (closing.On(other, thisYear) < receipt.On(one, thisYear))
                    before[At(one, other)]++;
    }

    private static int At(DateOrder received, DateOrder closed) => ((int)received * 2) + (int)closed;
}
