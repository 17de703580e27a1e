namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One line of the revenue feed that could be read.</summary>
/// <param name="Line">As numbered in the file, the header being 1.</param>
/// <param name="Client">Tenant id or domain.</param>
public sealed record FeedRow(int Line, string Client, decimal Arr, string Currency, DateOnly? RenewalOn, DateOnly AsOf);
