using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One page of runs, newest first, and the success over all runs in scope.</summary>
/// <param name="Quarters">The last eight, oldest first; this one stands last.</param>
public sealed record RunList(KeysetPage<RunHead> Page, IReadOnlyList<RunSuccess> Quarters)
{
    public RunSuccess Quarter => Quarters[^1];
}
