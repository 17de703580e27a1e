namespace Ethico.Ops.Domain.Migration;

/// <summary>Of the runs imported in a quarter (UTC), how many were never rolled back. Both numbers are shown with the rate.</summary>
public sealed record RunSuccess(DateOnly QuarterFrom, int Imported, int NeverRolledBack)
{
    /// <summary>0 to 100; null where nothing was imported.</summary>
    public decimal? Percent => Imported == 0 ? null : Math.Round(100m * NeverRolledBack / Imported, 1, MidpointRounding.ToZero);
}
