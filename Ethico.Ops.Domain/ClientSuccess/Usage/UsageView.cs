namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Before">Bars of the same number of periods before, for comparison.</param>
public sealed record UsageView(CountGrain Grain, IReadOnlyList<UsageBar> Bars, IReadOnlyList<UsageBar> Before, DateOnly? RolledThrough);
