using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>What a move writes beside the state, as far as it is not the act's own.</summary>
internal sealed record RunPut
{
    public static RunPut Nothing { get; } = new();

    /// <summary>Why a job failed, stopped or paused; an act without one clears the last.</summary>
    public RunCause? Cause { get; init; }

    public StopCause? StoppedFor { get; init; }

    /// <summary>Into the entry: counts and digests, never content.</summary>
    public JsonObject? Detail { get; init; }
}
