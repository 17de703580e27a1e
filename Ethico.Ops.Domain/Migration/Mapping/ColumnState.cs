namespace Ethico.Ops.Domain.Migration;

/// <summary>Where a column of step 3 stands: one of the page's filters.</summary>
public enum ColumnState
{
    /// <summary>Feeds a target, and nothing about it is open.</summary>
    Accepted,

    /// <summary>Something is suggested that a person has to take.</summary>
    Review,

    /// <summary>Feeds a date whose order a person has to confirm.</summary>
    Confirm,

    /// <summary>Feeds nothing: decided or not.</summary>
    Unmapped,
}
