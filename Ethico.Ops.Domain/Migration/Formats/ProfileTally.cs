namespace Ethico.Ops.Domain.Migration;

/// <summary>Profiles the columns of a run's files in one pass (migration.md 4.2).</summary>
/// <param name="today">Dates after it count as in the future.</param>
public sealed class ProfileTally(IReadOnlyList<string> columns, DateOnly today)
{
    private readonly ColumnTally[] tallies = Tallies(columns, today);

    // Rows that may be shifted, apart: a piece of a narrative would stand among the places of a column that nothing masks. Only where
    // most rows are so is it the file's own form (a delimiter too many in the header), and then these are its values.
    private ColumnTally[]? shifted;
    private int shiftedRows;
    private int rows;
    private int tooLong;
    private int tooShort;
    private int others;

    public int Rows => rows;

    public void Add(SourceRow row)
    {
        rows++;
        var into = tallies;
        if (row.MayBeShifted)
        {
            shiftedRows++;
            into = shifted ??= Tallies(columns, today);
        }

        for (var i = 0; i < into.Length; i++)
            into[i].Add(row.Cells[i]);
        if (row.Faults is not { } faults)
            return;
        foreach (var fault in faults)
        {
            if (fault.Code is "MIG-FIL-004")
                tooLong++;
            else if (fault.Code is "MIG-FIL-005")
                tooShort++;
            else
                others++;
        }
    }

    /// <summary>How it stands so far; once only, and last: it looks at what was counted.</summary>
    public FileProfile Result(long blankLines) =>
        new(rows, (shiftedRows > rows - shiftedRows ? shifted! : tallies).Select(each => each.Result()).ToList(), tooLong, tooShort, others, blankLines);

    private static ColumnTally[] Tallies(IReadOnlyList<string> columns, DateOnly today)
    {
        var room = new ValueRoom();
        return columns.Select(name => new ColumnTally(name, today, room)).ToArray();
    }
}
