using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>
/// One worker's turn at one run. Work goes on while <see cref="Lost"/> is not cancelled; what it commits is fenced by the epoch
/// whether it noticed or not.
/// </summary>
/// <param name="Faults">How often in a row this stage of the run has failed for a passing cause.</param>
internal sealed record RunLease(RunId Run, RunStage Stage, long Epoch, int Faults)
{
    /// <summary>Silent for so long, a worker is taken over.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(3);

    public CancellationToken Lost { get; init; }
}
