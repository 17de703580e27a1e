using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One page of runs, newest first, and the quarter's success over all runs in scope.</summary>
public sealed record RunList(KeysetPage<RunHead> Page, RunSuccess Quarter)
{
    /// <summary>The quarters before, newest first: how the success went.</summary>
    public IReadOnlyList<RunSuccess> Earlier { get; init; } = [];
}
