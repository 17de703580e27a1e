namespace Ethico.Ops.Domain.ClientSuccess;

internal static class Rounding
{
    /// <summary>To a tenth, half away from zero.</summary>
    public static decimal One(decimal value) => Math.Round(value, 1, MidpointRounding.AwayFromZero);
}
