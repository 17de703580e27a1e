namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>What a reader passed over on its way, for the sheet and for step 2.</summary>
internal sealed class ReadingTally
{
    public long BlankLines { get; set; }

    public long Lf { get; set; }

    public long CrLf { get; set; }

    public long Cr { get; set; }
}
