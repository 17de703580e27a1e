namespace Ethico.Ops.Domain.Migration;

/// <param name="System">The proposed source; Generic where none leads clearly enough.</param>
/// <param name="Confidence">0 where Generic is proposed for want of a leader.</param>
/// <param name="Candidates">Every source with a mark in the file, most likely first.</param>
public sealed record SourceProposal(SourceSystem System, decimal Confidence, IReadOnlyList<SourceCandidate> Candidates);
