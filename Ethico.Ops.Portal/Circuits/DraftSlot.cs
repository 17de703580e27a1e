using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>One unsaved text of this circuit, and what the database has of it.</summary>
internal sealed class DraftSlot(DraftPlace place)
{
    public DraftPlace Place { get; } = place;

    /// <summary>What the text is, for who reads it after its session ended; null: it says nothing to a person.</summary>
    public string? Label { get; set; }

    public string Text { get; set; } = "";

    public string? BasedOn { get; set; }

    public DateTimeOffset TypedAt { get; set; }

    /// <summary>What the database has; null: nothing yet.</summary>
    public string? Kept { get; set; }

    public long Version { get; set; }

    /// <summary>Another window of the same person wrote in between, then.</summary>
    public DraftKept? Elsewhere { get; set; }

    /// <summary>Why it could not be kept the last time.</summary>
    public Refusal? Trouble { get; set; }

    /// <summary>A refused text is not sent again until it changes.</summary>
    public string? Refused { get; set; }

    public bool IsDue => !string.Equals(Text, Kept, StringComparison.Ordinal) && Elsewhere is null && !string.Equals(Text, Refused, StringComparison.Ordinal);
}
