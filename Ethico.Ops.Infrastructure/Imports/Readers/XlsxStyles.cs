using System.Globalization;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>Which cell styles show a number as a date or a time: in a workbook a date is a number that is dressed as one.</summary>
internal sealed class XlsxStyles
{
    private readonly List<NumberLook> looks = [];
    private readonly List<FixedDigits?> digits = [];

    public enum NumberLook : byte
    {
        Number,
        Date,
        Time,
    }

    public static XlsxStyles Read(Stream? part, FormatLimits limits)
    {
        var styles = new XlsxStyles();
        if (part is null)
            return styles;
        using var xml = new GuardedXml(part, limits.CellSize);
        var custom = new Dictionary<int, string>();
        var isInCells = false;
        while (xml.Read())
        {
            if (xml.IsStart("numFmt") && Number(xml, "numFmtId") is { } id)
                custom[id] = xml.Attribute("formatCode") ?? "";
            else if (xml.IsStart("cellXfs"))
                isInCells = !xml.IsEmpty;
            else if (xml.IsEnd("cellXfs"))
                isInCells = false;
            else if (isInCells && xml.IsStart("xf"))
                styles.Add(Number(xml, "numFmtId") ?? 0, custom);
        }

        return styles;
    }

    public NumberLook Of(string? style) => At(style) is { } at ? looks[at] : NumberLook.Number;

    /// <summary>Null where the style does not fill up with zeros.</summary>
    public FixedDigits? DigitsOf(string? style) => At(style) is { } at ? digits[at] : null;

    private int? At(string? style) =>
        style is not null && int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < looks.Count ? at : null;

    private void Add(int format, Dictionary<int, string> custom)
    {
        var isCustom = custom.TryGetValue(format, out var code);
        looks.Add(isCustom ? Look(code!) : BuiltIn(format));
        digits.Add(isCustom && looks[^1] is NumberLook.Number ? FixedDigits.Of(code!) : null);
    }

    /// <summary>By the letters of its first section, those in quotes, brackets and behind a backslash left out.</summary>
    public static NumberLook Look(string code)
    {
        var (isDate, isTime) = (false, false);
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '"':
                    i = Closing(code, i, '"');
                    break;
                case '[':
                    var end = Closing(code, i, ']');
                    isTime |= code[(i + 1)..Math.Min(end, code.Length)] is "h" or "hh" or "m" or "mm" or "s" or "ss" or "H" or "HH";
                    i = end;
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'Y' or 'd' or 'D':
                    isDate = true;
                    break;
                case 'h' or 'H' or 's' or 'S':
                    isTime = true;
                    break;
                case 'E' or 'e' when i + 1 < code.Length && code[i + 1] is '+' or '-':
                    return NumberLook.Number;
                case 'm' or 'M' when code.AsSpan(i).StartsWith("mmm", StringComparison.OrdinalIgnoreCase):
                    isDate = true;
                    break;
                case 'G' when code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    return NumberLook.Number;
            }
        }

        return isDate ? NumberLook.Date : isTime ? NumberLook.Time : NumberLook.Number;
    }

    private static int Closing(string code, int at, char mark)
    {
        var end = code.IndexOf(mark, at + 1);
        return end < 0 ? code.Length : end;
    }

    private static NumberLook BuiltIn(int id) => id switch
    {
        >= 14 and <= 17 or 22 or (>= 27 and <= 31) or 36 or (>= 50 and <= 54) or 57 or 58 => NumberLook.Date,
        (>= 18 and <= 21) or (>= 45 and <= 47) or (>= 32 and <= 35) or 55 or 56 => NumberLook.Time,
        _ => NumberLook.Number,
    };

    private static int? Number(GuardedXml xml, string attribute) =>
        int.TryParse(xml.Attribute(attribute), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
