namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Figures by day: each thing is counted once, where it begins and where it is over, and summed up at the end. Used again client by client.</summary>
public sealed class DaySums(int figures)
{
    private int[] sums = [];
    private int width;

    public int First { get; private set; }

    public int Final { get; private set; }

    public int this[int figure, int day] => sums[(figure * width) + day - First];

    public void Begin(int first, int final)
    {
        (First, Final, width) = (first, final, final - first + 1);
        if (sums.Length < figures * width)
            sums = new int[figures * width];
        else
            Array.Clear(sums, 0, figures * width);
    }

    /// <summary>From one day to another, both with it; what lies outside is cut off.</summary>
    public void Add(int figure, int from, int to, int amount = 1)
    {
        if (from > Final || to < First || from > to)
            return;
        var at = (figure * width) - First;
        sums[at + Math.Max(from, First)] += amount;
        if (to < Final)
            sums[at + to + 1] -= amount;
    }

    /// <summary>From here on days are read, and nothing is added.</summary>
    public void Sum()
    {
        for (var figure = 0; figure < figures; figure++)
        {
            var row = sums.AsSpan(figure * width, width);
            for (var i = 1; i < row.Length; i++)
                row[i] += row[i - 1];
        }
    }
}
