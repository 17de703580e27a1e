namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// The counts behind the cases' component as they may leave (client-success.md 5.9). The component's score stays and tells their ratio:
/// where on-time, the rest or their total is from 1 to 4, no count above 0 is shown beside it. Else those two stand, and late and
/// past due are a row under what is left of the total.
/// </summary>
public sealed record ShownCases(ShownCount OnTime, ShownCount Late, ShownCount PastDue, ShownCount Total, ShownCount WithoutDue)
{
    /// <summary>May on-time and total be told? Else only the component's score is.</summary>
    public bool HasCounts => OnTime.IsShown && Total.IsShown;

    public bool IsWhole => HasCounts && Late.IsShown && PastDue.IsShown;

    public static ShownCases Of(RawCounts raw)
    {
        int[] cells = [raw.ClosedOnTime, raw.Closed - raw.ClosedOnTime, raw.PastDue];
        var (rest, total) = (cells[1] + cells[2], cells.Sum());
        var row = CountSuppression.Row(cells[1..]);
        IReadOnlyList<ShownCount> shown = [CountSuppression.One(cells[0]), .. row.Cells, CountSuppression.One(total)];
        if (!shown[0].IsShown || !shown[3].IsShown || !row.Total.IsShown || !CountSuppression.One(rest).IsShown)
            shown = CountSuppression.UnderCovered([.. cells, total]);
        return new(shown[0], shown[1], shown[2], shown[3], CountSuppression.One(raw.ClosedWithoutDue));
    }
}
