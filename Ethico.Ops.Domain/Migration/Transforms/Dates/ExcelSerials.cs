using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Excel's day numbers (ECMA-376 18.17.4). Readers use it for typed cells, <see cref="DateReader"/> for bare numbers.</summary>
public static class ExcelSerials
{
    public const double BareLeast = 20_000;
    public const double BareMost = 80_000;

    private const double Most1900 = 2_958_466;
    private const double Most1904 = 2_957_004;

    /// <summary>
    /// The local time of a day number, to the second; null where there is none: below the first day, beyond 9999, and number 60 of the
    /// 1900 system, a 29 February 1900 that never was.
    /// </summary>
    public static DateTime? Read(double serial, ExcelDateSystem system)
    {
        if (!double.IsFinite(serial) || serial < 0)
            return null;
        var day = Math.Floor(serial);
        // Half a second before midnight is noise of the fraction; it stays on its day.
        var seconds = Math.Min(Math.Round((serial - day) * 86_400), 86_399);
        if (system is ExcelDateSystem.From1904)
            return day < Most1904 ? new DateTime(1904, 1, 1).AddDays(day).AddSeconds(seconds) : null;
        if (day is < 1 or 60 or >= Most1900)
            return null;
        return new DateTime(1899, 12, day > 60 ? 30 : 31).AddDays(day).AddSeconds(seconds);
    }

    /// <summary>A bare number that may be a day number: 20,000 to 80,000, a decimal point at most.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out double serial) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out serial) && serial is >= BareLeast and <= BareMost;
}
