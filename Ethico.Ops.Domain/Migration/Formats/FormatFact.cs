namespace Ethico.Ops.Domain.Migration;

/// <summary>One thing found out about the file: what, how sure, why, and what else it could be.</summary>
/// <param name="Value">As <see cref="FormatChoice"/> takes it.</param>
/// <param name="Confidence">0 to 1; 1 where a person chose it.</param>
/// <param name="Evidence">A sentence for the page, without the content of cells.</param>
/// <param name="Options">What a person may choose instead; empty where there is no choice.</param>
/// <param name="NeedsChoice">A person has to say it: the evidence does not carry a proposal.</param>
public sealed record FormatFact(
    FactKind Kind, string Value, double Confidence, string Evidence, IReadOnlyList<string> Options, bool NeedsChoice = false);
