namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>A record of the file's beginning, for judging only.</summary>
internal sealed record HeadRecord(long Line, long Offset, IReadOnlyList<string> Cells);
