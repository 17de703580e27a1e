namespace Ethico.Ops.Domain.Migration;

/// <summary>What becomes of a column that feeds no target. There is no default: a column without a choice locks Validate.</summary>
public enum UnmappedChoice
{
    Ignore,

    /// <summary>Kept under its own name among the case's custom fields.</summary>
    CustomField,

    /// <summary>Appended to the case's notes as "Header: value".</summary>
    Notes,
}
