namespace Ethico.Ops.Domain.Migration;

/// <summary>What a row shares with others, as the judgement of duplicates needs it.</summary>
/// <param name="IsLeftOut">By a person: it neither counts nor is judged.</param>
public sealed record KeyedRow(
    int Number, string? RowKey, long? KeyHash, long? RawKeyHash, long? ReferenceHash, long? ReportHash, long? TextHash, string Digest, bool IsLeftOut);
