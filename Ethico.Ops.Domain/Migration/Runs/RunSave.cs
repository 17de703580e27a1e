namespace Ethico.Ops.Domain.Migration;

/// <summary>A document saved with an act.</summary>
/// <param name="OverVersion">The version it was made over, 0 for the first: another one standing now refuses the save.</param>
public sealed record RunSave(RunDocumentKind Kind, string Json, int OverVersion)
{
    /// <summary>With kind Format: what of it the head shows.</summary>
    public FormatConfirmed? Confirmed { get; init; }

    /// <summary>With kind Mapping: what is still open of it is counted anew.</summary>
    public MigrationMapping? Mapping { get; init; }
}
