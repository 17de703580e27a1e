namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>
/// client-success.md 5.9. A small cell reads "&lt; 5"; where it could be told from its total, more cells go with it and all read
/// "hidden". Two small cells beside their total can be told as well (8 is 4 and 4), so what is left open is computed, not counted.
/// </summary>
public static class CountSuppression
{
    public const int Least = 5;

    public static ShownCount One(int count) => count is > 0 and < Least ? new(null, CountCover.UnderFive) : new(count, CountCover.None);

    /// <summary>Cells, none negative, that stand beside their total.</summary>
    public static ShownRow Row(IReadOnlyList<int> cells)
    {
        var total = cells.Sum();
        var covers = cells.Select(c => One(c).Cover).ToArray();
        var over = One(total).Cover;
        if (over is not CountCover.None)
        {
            // Four people in four cells: one each. Else even a total of 1 to 4 leaves every cell open.
            if (cells.Count(c => c > 0) == Least - 1)
                (over, covers) = (CountCover.Hidden, [.. cells.Select(c => c > 0 ? CountCover.Hidden : CountCover.None)]);
            return Shown(cells, covers, total, over);
        }

        while (IsTold(cells, covers))
        {
            covers = [.. covers.Select(c => c is CountCover.None ? c : CountCover.Hidden)];
            if (!IsTold(cells, covers))
                break;
            var next = Enumerable.Range(0, cells.Count).Where(i => covers[i] is CountCover.None && cells[i] > 0)
                .OrderBy(i => cells[i]).ThenBy(i => i).Select(i => (int?)i).FirstOrDefault();
            if (next is not { } other)
                return Shown(cells, covers, total, CountCover.Hidden);
            covers[other] = CountCover.Hidden;
        }

        return Shown(cells, covers, total, over);
    }

    /// <summary>Under a covered total every cell above 0 is hidden: shown, they would add up to it.</summary>
    public static IReadOnlyList<ShownCount> UnderCovered(IReadOnlyList<int> cells) =>
        [.. cells.Select(c => c == 0 ? new ShownCount(0, CountCover.None) : new ShownCount(null, CountCover.Hidden))];

    /// <summary>Is any covered cell left exactly one value by the shown cells and the total?</summary>
    private static bool IsTold(IReadOnlyList<int> cells, CountCover[] covers)
    {
        var covered = Enumerable.Range(0, cells.Count).Where(i => covers[i] is not CountCover.None).ToList();
        var sum = covered.Sum(i => cells[i]);
        return covered.Exists(i =>
        {
            var others = covered.Where(j => j != i).ToList();
            var most = Math.Min(Most(covers[i]), sum - others.Count);
            var least = Math.Max(1L, sum - others.Sum(j => (long)Most(covers[j])));
            return most <= least;
        });
    }

    private static int Most(CountCover cover) => cover is CountCover.UnderFive ? Least - 1 : int.MaxValue;

    private static ShownRow Shown(IReadOnlyList<int> cells, CountCover[] covers, int total, CountCover over) =>
        new([.. cells.Select((c, i) => Covered(c, covers[i]))], Covered(total, over));

    private static ShownCount Covered(int count, CountCover cover) => new(cover is CountCover.None ? count : null, cover);
}
