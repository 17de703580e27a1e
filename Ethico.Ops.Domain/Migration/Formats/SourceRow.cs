namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// One record of the file as it stands there. Cells are text, "" is blank; there are as many as the format has columns.
/// </summary>
/// <param name="Number">From 1 in each file; header, footer and blank lines are not counted.</param>
/// <param name="Line">The line the record begins on, from 1; in a workbook its row.</param>
/// <param name="Cells">As many as columns: what was missing is blank, what was too much is named in a fault.</param>
/// <param name="Faults">Null for a clean row.</param>
public sealed record SourceRow(int Number, long Line, string[] Cells, IReadOnlyList<RowFault>? Faults)
{
    /// <summary>Cells beyond the last column, so that nothing of the file is lost; null where there are none.</summary>
    public string[]? Surplus { get; init; }

    /// <summary>How many cells the file has too few here: the last ones, which are blank.</summary>
    public int Missing { get; init; }

    /// <summary>What stands between two cells of the file: a text that was cut there is put together with it. Null: no text was cut.</summary>
    public char? Joint { get; init; }

    /// <summary>Where each of the cells lies in the file; null: in this order.</summary>
    public IReadOnlyList<int>? Order { get; init; }

    /// <summary>A delimiter was lost, or stands in a text: cells may stand under other names than their own.</summary>
    public bool MayBeShifted => Missing > 0 || (Surplus is not null && Joint is not null);

    /// <summary>Where a cell lies in the file, both from 0.</summary>
    public int PlaceOf(int cell) => Order?[cell] ?? cell;

    /// <summary>Cells and surplus as they lie in the file.</summary>
    public string[] AsWritten()
    {
        var written = new string[Cells.Length + (Surplus?.Length ?? 0)];
        for (var i = 0; i < Cells.Length; i++)
            written[PlaceOf(i)] = Cells[i];
        Surplus?.CopyTo(written, Cells.Length);
        return written;
    }

    /// <summary>The cells of a row that is too short with what is missing where a person says: from there on they move to the right.</summary>
    public string[] WithGap(RowGap gap)
    {
        if (!CanHave(gap))
            return Cells;
        var all = AsWritten();
        var at = PlaceOf(gap.Column - 1);
        var whole = new string[Cells.Length];
        for (var i = 0; i < whole.Length; i++)
        {
            var place = PlaceOf(i);
            whole[i] = place < at ? all[place] : place < at + gap.Cells ? "" : all[place - gap.Cells];
        }

        return whole;
    }

    /// <summary>Where a cell stands once the gap is made, both from 0.</summary>
    public int AfterGap(int cell, RowGap gap) => CanHave(gap) && PlaceOf(cell) >= PlaceOf(gap.Column - 1) ? CellAt(PlaceOf(cell) + gap.Cells) : cell;

    /// <summary>Whether as much is missing, and the gap lies before or at the end of what is there.</summary>
    public bool CanHave(RowGap gap) =>
        gap.Cells >= 1 && gap.Cells <= Missing && gap.Column >= 1 && gap.Column <= Cells.Length && PlaceOf(gap.Column - 1) <= Cells.Length - Missing;

    /// <summary>
    /// The cells with the surplus in one of them. Where a delimiter cut a text in pieces, they are put together and all cells behind
    /// move to the left; elsewhere the column only gets the surplus behind what it holds.
    /// </summary>
    /// <param name="column">From 1.</param>
    public string[] WithSurplusIn(int column)
    {
        if (Surplus is not { Length: > 0 } surplus || column < 1 || column > Cells.Length)
            return Cells;
        var whole = (string[])Cells.Clone();
        if (Joint is not { } joint)
        {
            whole[column - 1] = string.Join(' ', surplus.Prepend(Cells[column - 1]).Where(cell => !string.IsNullOrWhiteSpace(cell)));
            return whole;
        }

        var all = AsWritten();
        var at = PlaceOf(column - 1);
        for (var i = 0; i < whole.Length; i++)
        {
            var place = PlaceOf(i);
            whole[i] = place < at ? all[place] : place > at ? all[place + surplus.Length] : string.Join(joint, all, at, surplus.Length + 1);
        }

        return whole;
    }

    /// <summary>Where a cell stands once the surplus is in a column, both from 0. Cells behind the last column are counted on from it.</summary>
    /// <param name="column">From 1.</param>
    public int AfterSurplus(int cell, int column)
    {
        if (Surplus is not { Length: > 0 } surplus || column < 1 || column > Cells.Length)
            return cell;
        if (Joint is null)
            return cell < Cells.Length ? cell : column - 1;
        var (place, at) = (cell < Cells.Length ? PlaceOf(cell) : cell, PlaceOf(column - 1));
        return place < at ? cell : CellAt(Math.Max(at, place - surplus.Length));
    }

    // Which of the cells the file has at a place.
    private int CellAt(int place)
    {
        for (var i = 0; i < Cells.Length; i++)
            if (PlaceOf(i) == place)
                return i;
        return place;
    }
}
