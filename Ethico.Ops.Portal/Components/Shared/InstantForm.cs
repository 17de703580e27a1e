namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>How an instant reads; the exact one is always on hover.</summary>
public enum InstantForm
{
    /// <summary>2 d, 14 min: as of when it was drawn.</summary>
    Age,
    Date,
    DateTime,
    Time,
}
