using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Persistence;

namespace Ethico.Ops.Infrastructure.Imports.Validation;

/// <summary>
/// The keys, numbers and texts of all rows of a pass, as hashes in memory: which stand more than once, so that only those rows are
/// fetched and judged; and the blocks a re-check looks them up in later.
/// </summary>
internal sealed class SharedHashes
{
    private readonly HashSet<int> leftOut = [];

    public HashList Keys { get; } = new();

    public HashList References { get; } = new();

    public HashList Reports { get; } = new();

    public HashList Texts { get; } = new();

    private IEnumerable<(HashList List, string Kind)> All => [(Keys, "KEY"), (References, "REFERENCE"), (Reports, "REPORT"), (Texts, "TEXT")];

    /// <param name="isLeftOut">By a person: found when it is taken in again, and not judged before.</param>
    public void Add(MappedRow row, bool isLeftOut)
    {
        Keys.Add(row.KeyHash, row.Number);
        References.Add(row.ReferenceHash, row.Number);
        Reports.Add(row.ReportHash, row.Number);
        Texts.Add(row.TextHash, row.Number);
        if (isLeftOut)
            leftOut.Add(row.Number);
    }

    /// <summary>When all rows are there, before anything is asked.</summary>
    public void Sort()
    {
        foreach (var (list, _) in All)
            list.Sort();
    }

    public List<int[]> Repeated(HashList list) => list.Repeated(leftOut);

    public void WriteBlocks(CopyBuffer buffer, int columns)
    {
        foreach (var (list, kind) in All)
            list.WriteBlocks(buffer, kind, columns);
    }
}
