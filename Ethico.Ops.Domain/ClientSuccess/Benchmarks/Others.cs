using System.Collections;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A sorted cohort without one of its values.</summary>
internal sealed class Others : IReadOnlyList<decimal>
{
    private readonly decimal[] sorted;
    private readonly int skipped;

    public Others(decimal[] sorted, decimal? own)
    {
        this.sorted = sorted;
        skipped = own is { } value ? Array.BinarySearch(sorted, value) : -1;
    }

    public int Count => skipped < 0 ? sorted.Length : sorted.Length - 1;

    public decimal this[int index] => sorted[skipped < 0 || index < skipped ? index : index + 1];

    /// <summary>How many are less than a value.</summary>
    public int Below(decimal value) => Bound(value, orEqual: false);

    /// <summary>How many are less or equal.</summary>
    public int UpTo(decimal value) => Bound(value, orEqual: true);

    public IEnumerator<decimal> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int Bound(decimal value, bool orEqual)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (this[middle] < value || (orEqual && this[middle] == value))
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
