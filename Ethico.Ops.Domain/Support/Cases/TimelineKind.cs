namespace Ethico.Ops.Domain.Support;

/// <summary>What a line of a case's history is made of: an event, a note, or the provenance of an imported case.</summary>
public enum TimelineKind
{
    Event,
    Note,
    Import,
}
