namespace Ethico.Ops.Domain.Migration;

/// <summary>All files of a run, read to their ends: what they are, what their columns hold, who probably wrote them.</summary>
/// <param name="Files">In the order they are read; the columns are those of the first.</param>
public sealed record DetectedRun(IReadOnlyList<DetectedFormat> Files, FileProfile Profile, SourceProposal Source);
