namespace Ethico.Ops.Domain.Access;

/// <summary>How much of the trail a body of evidence holds.</summary>
public enum AuditExtent
{
    /// <summary>Every stream from its first entry.</summary>
    Everything,

    /// <summary>Some streams, each from its first entry.</summary>
    WholeStreams,

    /// <summary>Entries picked by a filter: no chain can be followed through them.</summary>
    Filtered,
}
