namespace Ethico.Ops.Domain.Migration;

/// <summary>What a person wants done to failing cells. Exactly one of the kinds below.</summary>
public abstract record RowFixWish
{
    /// <summary>Text for one cell.</summary>
    /// <param name="Column">From 1.</param>
    public sealed record Cell(int Row, int Column, string Value) : RowFixWish;

    /// <summary>The same text for every cell of the group that holds this value now.</summary>
    /// <param name="Expected">How many the page counted; another number refuses, nothing is changed.</param>
    public sealed record SameValue(FindingGroupKey Group, string Now, string Value, int Expected) : RowFixWish;

    /// <summary>What stands behind the last column of a row, into one of its columns.</summary>
    /// <param name="Column">From 1; <see cref="RowFixes.ToNotes"/>: the case's notes.</param>
    public sealed record Surplus(int Row, int Column) : RowFixWish;

    /// <summary>In a row with too few cells, those from a column on to the right.</summary>
    /// <param name="At">Where the first of them stood, and how many columns to the right it belongs.</param>
    public sealed record Gap(int Row, RowGap At) : RowFixWish;

    /// <summary>The finding's own suggestion.</summary>
    /// <param name="Row">Null: of every row of the group.</param>
    public sealed record Suggestion(FindingGroupKey Group, int? Row, int Expected) : RowFixWish;
}
