using System.Runtime.InteropServices;
using Ethico.Ops.Infrastructure.Persistence;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>One hash of every row that has it, twelve bytes each; sorted once all are there.</summary>
internal sealed class HashList
{
    private const int BlockRows = 128;

    private readonly List<long> hashes = [];
    private readonly List<int> rows = [];

    public void Add(long? hash, int row)
    {
        if (hash is not { } known)
            return;
        hashes.Add(known);
        rows.Add(row);
    }

    /// <summary>To be called before what follows.</summary>
    public void Sort() => CollectionsMarshal.AsSpan(hashes).Sort(CollectionsMarshal.AsSpan(rows));

    /// <summary>The rows of each hash that stands more than once.</summary>
    /// <param name="leftOut">Rows that do not count.</param>
    public List<int[]> Repeated(HashSet<int> leftOut)
    {
        var repeated = new List<int[]>();
        for (var (from, to) = (0, 0); from < hashes.Count; from = to)
        {
            to = EndOf(from);
            if (to - from == 1)
                continue;
            var same = CollectionsMarshal.AsSpan(rows)[from..to].ToArray();
            if (leftOut.Count > 0)
                same = Array.FindAll(same, row => !leftOut.Contains(row));
            if (same.Length > 1)
                repeated.Add(same);
        }

        return repeated;
    }

    /// <summary>Writes them as rows of <c>staged_hashes</c>: blocks in order, equal hashes always in one.</summary>
    public void WriteBlocks(CopyBuffer buffer, string kind, int columns)
    {
        for (var (from, to) = (0, 0); from < hashes.Count; from = to)
        {
            to = EndOf(Math.Min(from + BlockRows, hashes.Count) - 1);
            buffer.BeginRow(columns);
            buffer.Add(kind);
            buffer.Add(hashes[from]);
            buffer.AddArray(CollectionsMarshal.AsSpan(hashes)[from..to]);
            buffer.AddArray(CollectionsMarshal.AsSpan(rows)[from..to]);
        }
    }

    // Past the last hash that equals the one there.
    private int EndOf(int at)
    {
        var end = at + 1;
        while (end < hashes.Count && hashes[end] == hashes[at])
            end++;
        return end;
    }
}
