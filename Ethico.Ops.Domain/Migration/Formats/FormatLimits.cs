namespace Ethico.Ops.Domain.Migration;

/// <summary>What the wizard takes (migration.md 4.1). Sizes are binary. Configuration may lower them.</summary>
public sealed record FormatLimits
{
    public static FormatLimits Standard { get; } = new();

    public long FileBytes { get; init; } = 500L << 20;

    /// <summary>Over all files of a run.</summary>
    public int Rows { get; init; } = 1_000_000;

    public int Columns { get; init; } = 1_000;

    /// <summary>Of one cell, in characters: a cell within it is at most 1 MB where it is written in one byte a character.</summary>
    public int CellSize { get; init; } = 1 << 20;

    public int ZipEntries { get; init; } = 10_000;

    /// <summary>Counted while inflating: the sizes in the archive are written by whoever made it.</summary>
    public long InflatedBytes { get; init; } = 4L << 30;

    /// <summary>Inflated bytes to packed ones, above <see cref="RatioFreeBytes"/>.</summary>
    public int InflationRatio { get; init; } = 100;

    public long RatioFreeBytes { get; init; } = 1L << 20;

    /// <summary>Text a workbook shares between its cells has to be at hand for all rows, so it bounds the memory of reading one.</summary>
    public long SharedTextBytes { get; init; } = 96L << 20;
}
