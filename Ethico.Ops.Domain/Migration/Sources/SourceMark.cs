namespace Ethico.Ops.Domain.Migration;

/// <summary>A header of the file that speaks for a source.</summary>
/// <param name="Header">As the file has it.</param>
public sealed record SourceMark(string Header, int Points);
