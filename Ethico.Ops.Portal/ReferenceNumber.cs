namespace Ethico.Ops.Portal;

/// <summary>
/// What a person reads out to support: the first 12 hexadecimal digits of the trace, as 7f3a-91c2-04be. Every log record of the same
/// act carries the whole trace id, so a search for those digits finds them (support.md 5.17).
/// </summary>
public static class ReferenceNumber
{
    /// <summary>Of the act at hand; of nothing in particular where no trace runs.</summary>
    public static string Current() => Of(Correlation.Current());

    public static string Of(string correlationId)
    {
        var digits = correlationId.Length >= 12 ? correlationId[..12] : correlationId.PadRight(12, '0');
        return $"{digits[..4]}-{digits[4..8]}-{digits[8..12]}";
    }
}
