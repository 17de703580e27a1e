namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// Takes a whole cell apart by the formats of migration.md 7.2, without culture and without allocating: a million rows with four
/// dates each pass through here. Says only how it is written; whether it exists is decided afterwards.
/// </summary>
internal static class DateText
{
    public static bool TryParse(ReadOnlySpan<char> text, out DateParts parts)
    {
        parts = default;
        var rest = WhiteSpace.Trim(text);
        if (rest.IsEmpty)
            return false;
        return char.IsAsciiDigit(rest[0])
            ? Digits(rest) switch
            {
                4 => YearFirst(ref rest, ref parts) && Time(ref rest, ref parts),
                8 => Compact(ref rest, ref parts) && Time(ref rest, ref parts),
                1 or 2 => FiguresFirst(ref rest, ref parts) && Time(ref rest, ref parts),
                5 => Serial(rest, ref parts),
                _ => false,
            }
            : MonthFirst(ref rest, ref parts) && Time(ref rest, ref parts);
    }

    private static bool YearFirst(ref ReadOnlySpan<char> rest, ref DateParts parts)
    {
        parts.Shape = DateShape.YearFirst;
        return Number(ref rest, 4, 4, out parts.Year) && Is(ref rest, '-') && Number(ref rest, 2, 2, out parts.First)
            && Is(ref rest, '-') && Number(ref rest, 2, 2, out parts.Second);
    }

    private static bool Compact(ref ReadOnlySpan<char> rest, ref DateParts parts)
    {
        parts.Shape = DateShape.YearFirst;
        parts.Year = Value(rest[..4]);
        parts.First = Value(rest[4..6]);
        parts.Second = Value(rest[6..8]);
        rest = rest[8..];
        return true;
    }

    private static bool Serial(ReadOnlySpan<char> rest, ref DateParts parts)
    {
        parts.Shape = DateShape.Serial;
        return ExcelSerials.TryParse(rest, out parts.Serial);
    }

    // d/M, d-M, d.M, and the named ones that begin with the day.
    private static bool FiguresFirst(ref ReadOnlySpan<char> rest, ref DateParts parts)
    {
        if (!Number(ref rest, 1, 2, out parts.First) || rest.IsEmpty)
            return false;
        var mark = rest[0];
        if (mark is not ('/' or '-' or '.') && !IsBlank(mark))
            return false;
        rest = rest[1..];
        if (mark is not '/' && (rest.IsEmpty || !char.IsAsciiDigit(rest[0])))
        {
            parts.Shape = DateShape.Named;
            if (mark is not '-')
                Blanks(ref rest);
            return MonthNames.Take(ref rest, out parts.Second) && Between(ref rest, mark is '-') && Year(ref rest, ref parts);
        }

        parts.Shape = mark is '.' ? DateShape.Dotted : DateShape.Slashed;
        return !IsBlank(mark) && Number(ref rest, 1, 2, out parts.Second) && Is(ref rest, mark) && Year(ref rest, ref parts);
    }

    private static bool MonthFirst(ref ReadOnlySpan<char> rest, ref DateParts parts)
    {
        parts.Shape = DateShape.Named;
        if (!MonthNames.Take(ref rest, out parts.Second) || !Blanks(ref rest) || !Number(ref rest, 1, 2, out parts.First))
            return false;
        var hasComma = Is(ref rest, ',');
        return (Blanks(ref rest) || hasComma) && Year(ref rest, ref parts);
    }

    private static bool Between(ref ReadOnlySpan<char> rest, bool isHyphen) => isHyphen ? Is(ref rest, '-') : Blanks(ref rest);

    private static bool Year(ref ReadOnlySpan<char> rest, ref DateParts parts)
    {
        var digits = Digits(rest);
        if (digits is not (2 or 4))
            return false;
        parts.IsTwoDigitYear = digits == 2;
        return Number(ref rest, digits, digits, out parts.Year);
    }

    private static bool Time(ref ReadOnlySpan<char> rest, ref DateParts parts)
    {
        if (rest.IsEmpty)
            return true;
        var isIso = parts.Shape is DateShape.YearFirst;
        var isStrict = isIso && Is(ref rest, 'T');
        if (!isStrict && !Blanks(ref rest))
            return false;
        parts.HasTime = true;
        if (!Number(ref rest, isStrict ? 2 : 1, 2, out parts.Hour) || !Is(ref rest, ':') || !Number(ref rest, 2, 2, out parts.Minute))
            return false;
        if (Is(ref rest, ':'))
        {
            if (!Number(ref rest, 2, 2, out parts.Seconds))
                return false;
            if (isIso && Is(ref rest, '.') && !Fraction(ref rest, ref parts))
                return false;
        }

        if (rest.IsEmpty)
            return true;
        if (isIso && Offset(ref rest, ref parts))
            return rest.IsEmpty;
        Blanks(ref rest);
        return !isStrict && Meridiem(rest, ref parts);
    }

    private static bool Fraction(ref ReadOnlySpan<char> rest, ref DateParts parts)
    {
        var digits = Digits(rest);
        if (digits is < 1 or > 7)
            return false;
        parts.Ticks = Value(rest[..digits]);
        for (var i = digits; i < 7; i++)
            parts.Ticks *= 10;
        rest = rest[digits..];
        return true;
    }

    private static bool Offset(ref ReadOnlySpan<char> rest, ref DateParts parts)
    {
        if (rest is "Z" or "z")
        {
            parts.HasOffset = true;
            rest = [];
            return true;
        }

        if (rest[0] is not ('+' or '-'))
            return false;
        parts.HasOffset = true;
        parts.IsWest = rest[0] is '-';
        rest = rest[1..];
        return Number(ref rest, 2, 2, out parts.OffsetHours) && Is(ref rest, ':') && Number(ref rest, 2, 2, out parts.OffsetMinutes);
    }

    private static bool Meridiem(ReadOnlySpan<char> rest, ref DateParts parts)
    {
        parts.HasMeridiem = true;
        parts.IsAfternoon = rest.Equals("PM", StringComparison.OrdinalIgnoreCase);
        return parts.IsAfternoon || rest.Equals("AM", StringComparison.OrdinalIgnoreCase);
    }

    private static bool Number(ref ReadOnlySpan<char> rest, int least, int most, out int value)
    {
        var digits = Digits(rest);
        value = 0;
        if (digits < least || digits > most)
            return false;
        value = Value(rest[..digits]);
        rest = rest[digits..];
        return true;
    }

    private static int Value(ReadOnlySpan<char> digits)
    {
        var value = 0;
        foreach (var digit in digits)
            value = (value * 10) + (digit - '0');
        return value;
    }

    // Nine are more than any format has; a cell of a million digits ends here.
    private static int Digits(ReadOnlySpan<char> rest)
    {
        var n = 0;
        while (n < rest.Length && n < 9 && char.IsAsciiDigit(rest[n]))
            n++;
        return n;
    }

    private static bool Is(ref ReadOnlySpan<char> rest, char mark)
    {
        if (rest.IsEmpty || rest[0] != mark)
            return false;
        rest = rest[1..];
        return true;
    }

    // Newer locale data writes a narrow no-break space before AM.
    private static bool IsBlank(char c) => c is ' ' or '\u00A0' or '\u202F';

    private static bool Blanks(ref ReadOnlySpan<char> rest)
    {
        var n = 0;
        while (n < rest.Length && IsBlank(rest[n]))
            n++;
        rest = rest[n..];
        return n > 0;
    }
}
