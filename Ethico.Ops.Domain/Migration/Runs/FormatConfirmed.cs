namespace Ethico.Ops.Domain.Migration;

/// <summary>How the files are read and where they come from, as a person confirmed it.</summary>
/// <param name="Label">For a generic source only.</param>
public sealed record FormatConfirmed(FileFormat Format, SourceSystem Source, string? Label);
