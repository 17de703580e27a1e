using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>The standing fixes of one row: what people put in the place of its cells.</summary>
public sealed class RowFixes(IReadOnlyDictionary<int, string> cells)
{
    /// <summary>No column: its value says where the cells behind the last one went, or where those that are missing belong.</summary>
    public const int RowPlace = -1;

    /// <summary>Said there of the case's notes.</summary>
    public const int ToNotes = 0;

    public static RowFixes None { get; } = new(new Dictionary<int, string>());

    public bool IsEmpty => cells.Count == 0;

    /// <summary>Text that a suggestion moved to the case's notes.</summary>
    public string? Notes => cells.GetValueOrDefault(0);

    /// <summary>The column a person put the surplus of the row into, from 1; <see cref="ToNotes"/>: the notes; null: nobody has.</summary>
    public int? SurplusInto => cells.TryGetValue(RowPlace, out var place) && int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var column) ? column : null;

    /// <summary>Where a person said that cells are missing; null: nobody has.</summary>
    public RowGap? Gap => RowGap.Read(cells.GetValueOrDefault(RowPlace));

    /// <param name="column">From 1.</param>
    public bool Has(int column) => cells.ContainsKey(column);

    /// <summary>The row's own cells, each in its place: with what stood behind the last one, or with a gap where some are missing.</summary>
    public string[] Placed(SourceRow source) =>
        SurplusInto is { } column and not ToNotes ? source.WithSurplusIn(column) : Gap is { } gap ? source.WithGap(gap) : source.Cells;

    /// <summary>The column a cell stands under now that the row was put into its place, from 1; 0: it is still behind the last one, or in the notes.</summary>
    /// <param name="cell">From 0, as the reader counts them.</param>
    public int ColumnOf(SourceRow source, int cell)
    {
        var now = SurplusInto is { } column and not ToNotes ? source.AfterSurplus(cell, column) : Gap is { } gap ? source.AfterGap(cell, gap) : cell;
        return now < source.Cells.Length ? now + 1 : 0;
    }

    /// <summary>What a person put into cells and the notes, by column. It belongs to the column: it stays there however the row's own cells are shifted, before or afterwards.</summary>
    public IEnumerable<KeyValuePair<int, string>> Typed => cells.Where(c => c.Key != RowPlace);

    /// <summary>The row's cells with the fixes in their places; the same array where there are none.</summary>
    public string[] Over(string[] source)
    {
        if (cells.Count == 0 || !cells.Keys.Any(column => column > 0))
            return source;
        var fixedCells = (string[])source.Clone();
        foreach (var (column, value) in cells)
            if (column > 0 && column <= fixedCells.Length)
                fixedCells[column - 1] = value;
        return fixedCells;
    }
}
