namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>What a reader passed over on its way, for the sheet and for step 2.</summary>
internal sealed class ReadingTally
{
    public long BlankLines { get; set; }

    /// <summary>Rows of a sheet that nobody sees in Excel, though they hold something: read like the others.</summary>
    public long HiddenRows { get; set; }

    public long MergedRanges { get; set; }

    public long Lf { get; set; }

    public long CrLf { get; set; }

    public long Cr { get; set; }
}
