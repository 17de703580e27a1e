namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// The counts behind the cases' component as they may leave (client-success.md 5.9). The component's score stays and tells their ratio,
/// so the total counts as shown beside them; and where on-time or total is covered, no other count above 0 is shown either: with the
/// ratio it would lead back to them.
/// </summary>
public sealed record ShownCases(ShownCount OnTime, ShownCount Late, ShownCount PastDue, ShownCount Total, ShownCount WithoutDue)
{
    /// <summary>May on-time and total be told? Else only the component's score is.</summary>
    public bool HasCounts => OnTime.IsShown && Total.IsShown;

    public bool IsWhole => HasCounts && Late.IsShown && PastDue.IsShown;

    public static ShownCases Of(RawCounts raw)
    {
        int[] cells = [raw.ClosedOnTime, raw.Closed - raw.ClosedOnTime, raw.PastDue];
        var row = CountSuppression.Row(cells);
        var (shown, total) = (row.Cells, row.Total);
        if (!shown[0].IsShown || !total.IsShown)
            (shown, total) = (CountSuppression.UnderCovered(cells), CountSuppression.UnderCovered([cells.Sum()])[0]);
        return new(shown[0], shown[1], shown[2], total, CountSuppression.One(raw.ClosedWithoutDue));
    }
}
