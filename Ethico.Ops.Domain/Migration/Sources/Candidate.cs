namespace Ethico.Ops.Domain.Migration;

/// <summary>One thing that speaks for a column feeding a target, before columns and targets are shared out.</summary>
/// <param name="Order">Of the dictionary's rows, then of the names within a cell: first found first.</param>
internal sealed record Candidate(
    int Column, TargetField Target, decimal Confidence, bool Fits, (int Row, int Name) Order, SuggestionBasis Basis, string Reason, IReadOnlyList<AlsoTarget> Also);
