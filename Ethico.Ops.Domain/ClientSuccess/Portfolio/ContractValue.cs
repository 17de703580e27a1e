namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>What a contract is worth a year. Only ever read where ViewRevenue is held.</summary>
public sealed record ContractValue(decimal Arr, string Currency, DateOnly AsOf, string Source, bool IsOld);
