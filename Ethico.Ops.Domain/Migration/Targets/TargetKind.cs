namespace Ethico.Ops.Domain.Migration;

/// <summary>What a target field holds, and with it how a cell is read into it.</summary>
public enum TargetKind
{
    Text,

    /// <summary>A day without a time.</summary>
    Date,

    /// <summary>A point in time; a day without a time is kept with precision DAY.</summary>
    Instant,

    Boolean,
    Number,

    /// <summary>One of <see cref="TargetField.Codes"/>.</summary>
    Code,

    /// <summary>One of the tenant's categories, through a value map.</summary>
    Category,

    /// <summary>One of the tenant's locations, through a value map.</summary>
    Location,

    /// <summary>One of the tenant's users, or the fallback queue.</summary>
    Lead,

    TextList,

    /// <summary>The row key: trimmed, compared exactly.</summary>
    Key,
}
