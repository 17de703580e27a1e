namespace Ethico.Ops.Domain.Shared;

/// <summary>Days of a year somebody means: one before or after is mistyped, and from the calendar's own ends nothing counts back.</summary>
public static class MeantDays
{
    public static DateOnly First { get; } = new(2000, 1, 1);

    public static DateOnly Last { get; } = new(2199, 12, 31);

    public static bool Has(DateOnly day) => day >= First && day <= Last;

    /// <summary>The day, or the nearest that is meant.</summary>
    public static DateOnly Clamp(DateOnly day) => day < First ? First : day > Last ? Last : day;
}
