using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>A run whose state asks for work and that nobody is at.</summary>
/// <param name="Grant">The open grant of the stage; null: it is over, and only the failure is left to write.</param>
/// <param name="IsRightLost">Why it is over: who gave it lost the right.</param>
internal sealed record RunDue(RunId Run, RunStage Stage, RunGrant? Grant, bool IsRightLost);
