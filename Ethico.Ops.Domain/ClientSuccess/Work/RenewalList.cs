namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="WithoutDate">Active clients in scope whose file has no renewal date.</param>
public sealed record RenewalList(IReadOnlyList<RenewalRow> Rows, int WithoutDate);
