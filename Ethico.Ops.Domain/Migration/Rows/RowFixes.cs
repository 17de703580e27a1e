namespace Ethico.Ops.Domain.Migration;

/// <summary>The standing fixes of one row: what people put in the place of its cells.</summary>
public sealed class RowFixes(IReadOnlyDictionary<int, string> cells)
{
    public static RowFixes None { get; } = new(new Dictionary<int, string>());

    public bool IsEmpty => cells.Count == 0;

    /// <summary>Text that a suggestion moved to the case's notes.</summary>
    public string? Notes => cells.GetValueOrDefault(0);

    /// <param name="column">From 1.</param>
    public bool Has(int column) => cells.ContainsKey(column);

    /// <summary>The row's cells with the fixes in their places; the same array where there are none.</summary>
    public string[] Over(string[] source)
    {
        if (cells.Count == 0 || (cells.Count == 1 && cells.ContainsKey(0)))
            return source;
        var fixedCells = (string[])source.Clone();
        foreach (var (column, value) in cells)
            if (column > 0 && column <= fixedCells.Length)
                fixedCells[column - 1] = value;
        return fixedCells;
    }
}
