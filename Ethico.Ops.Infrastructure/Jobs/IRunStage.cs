using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>
/// One stage of a run. It does its work through the grant, which carries the lease's epoch, and makes the closing move itself
/// (<c>MoveByGrantAsync</c>) in its last transaction. Called again after a crash it goes on from what is committed.
/// </summary>
internal interface IRunStage
{
    RunStage Stage { get; }

    /// <summary>A refusal is a failure: the run goes back with its sentence shown, so the sentence holds no word of the client's.</summary>
    /// <param name="grant">For RunAsync, RunSnapshotAsync and ImportAsync.</param>
    /// <param name="run">The head as it was when the work began.</param>
    /// <param name="lease">Whose turn it is.</param>
    /// <param name="ct">Cancelled when the process stops or the lease is lost: leave at once, and commit nothing more.</param>
    Task<Outcome<Done>> WorkAsync(RunGrant grant, RunHead run, RunLease lease, CancellationToken ct);
}
