namespace Ethico.Ops.Domain.ClientSuccess;

public static class UsageRates
{
    /// <summary>Per 100 employees, to a tenth; null without a headcount, never 0 in its place.</summary>
    public static decimal? Per100(decimal value, int? headcount) =>
        headcount is > 0 ? Rounding.One(value * 100m / headcount.Value) : null;
}
