using System.Globalization;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>Numbers of a workbook as text: plain digits as Excel would show them, dates and times as ISO.</summary>
internal static class XlsxNumbers
{
    // Excel's last day, 9999-12-31.
    private const int LastSerial = 2_958_465;
    private const int LeapYearThatWasNot = 60;
    private const double Exact = 1e15;
    private const long DayMilliseconds = 86_400_000;

    /// <summary>
    /// What Excel computes has up to 17 digits, the last two of them noise; what it shows has 15. A whole number that is written out is an
    /// id, perhaps of another program: none of its digits is noise.
    /// </summary>
    public static string Number(string stored)
    {
        if (stored.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0)
            return stored;
        if (!double.TryParse(stored, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number))
            return stored;
        var shown = number.ToString("G15", CultureInfo.InvariantCulture);
        // A whole number of more digits has lost the last ones: written as a power of ten it is seen to.
        if (!shown.Contains('E', StringComparison.Ordinal) || Math.Abs(number) >= Exact)
            return shown;
        return decimal.TryParse(shown, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (exact != 0 || number == 0)
            ? exact.ToString("0.#############################", CultureInfo.InvariantCulture)
            : shown;
    }

    /// <summary>Null for a serial that is no day: Excel's 29 February 1900, or outside its calendar.</summary>
    public static string? Date(double serial, bool is1904)
    {
        if (!double.IsFinite(serial) || serial < 0 || serial >= LastSerial + 1)
            return null;
        var day = (int)Math.Floor(serial);
        var milliseconds = (long)Math.Round((serial - day) * DayMilliseconds);
        if (milliseconds == DayMilliseconds)
            (day, milliseconds) = (day + 1, 0);

        DateTime date;
        if (is1904)
        {
            if (day + 1462 > LastSerial)
                return null;
            date = new DateTime(1904, 1, 1, 0, 0, 0, DateTimeKind.Unspecified).AddDays(day);
        }
        else
        {
            if (day is 0 or LeapYearThatWasNot || day > LastSerial)
                return null;
            date = new DateTime(1899, 12, day < LeapYearThatWasNot ? 31 : 30, 0, 0, 0, DateTimeKind.Unspecified).AddDays(day);
        }

        if (milliseconds == 0)
            return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var form = milliseconds % 1000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.fff";
        return date.AddMilliseconds(milliseconds).ToString(form, CultureInfo.InvariantCulture);
    }

    /// <summary>A duration or a time of day; hours may exceed 24.</summary>
    public static string? Time(double serial)
    {
        if (!double.IsFinite(serial) || serial < 0 || serial > LastSerial)
            return null;
        var seconds = (long)Math.Round(serial * (DayMilliseconds / 1000));
        return string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }
}
