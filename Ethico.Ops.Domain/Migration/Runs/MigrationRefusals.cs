using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One line per refusal of a run. None says a word of the client's.</summary>
public static class MigrationRefusals
{
    /// <summary>Who has no right to migrations learns nothing of them, not even that the right is what is missing.</summary>
    public static Refusal NotYours { get; } = new("not-allowed", "Not found, or not yours.");

    public static Refusal GrantOver { get; } = new("grant-over", "What this work was allowed for is over. Start it again from the run's page.");

    public static Refusal RightLost { get; } = new("right-lost", "Who started this work may not do so any more. Any permitted person may resume it.");

    public static Refusal LeaseLost { get; } = new("lease-lost", "Another worker has taken this run over. Nothing of this attempt was kept.");
}
