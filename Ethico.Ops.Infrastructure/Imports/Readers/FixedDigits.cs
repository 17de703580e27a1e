using System.Text;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>
/// A format that fills a number up with zeros, perhaps between fixed marks (00000, "C-"0000, 000-00-0000): case numbers and codes are
/// kept so, and the number alone has lost what everybody knows it by.
/// </summary>
internal sealed class FixedDigits
{
    private const int DigitsMost = 15;

    private readonly string shape;

    private FixedDigits(string shape) => this.shape = shape;

    /// <summary>Null for a format of any other kind: with one zero or a decimal, group or percent mark it is a quantity.</summary>
    public static FixedDigits? Of(string code)
    {
        // A zero stands for a digit; NUL before a character makes a mark of it.
        var made = new StringBuilder();
        var zeros = 0;
        for (var i = 0; i < code.Length && code[i] != ';'; i++)
        {
            switch (code[i])
            {
                case '0':
                    zeros++;
                    made.Append('0');
                    break;
                case '"' when code.IndexOf('"', i + 1) is > 0 and var end:
                    foreach (var mark in code.AsSpan(i + 1, end - i - 1))
                        made.Append('\0').Append(mark);
                    i = end;
                    break;
                case '\\' when i + 1 < code.Length:
                    made.Append('\0').Append(code[++i]);
                    break;
                case '-' or '/' or ' ' or '(' or ')' or ':':
                    made.Append('\0').Append(code[i]);
                    break;
                default:
                    return null;
            }
        }

        return zeros > 1 ? new(made.ToString()) : null;
    }

    /// <summary>Null for what is no whole number of digits alone.</summary>
    public string? Shown(string stored)
    {
        if (stored.Length is 0 or > DigitsMost || stored.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return null;
        var shown = new Stack<char>();
        var left = stored.Length;
        var first = FirstZero();
        for (var i = shape.Length - 1; i >= 0; i--)
        {
            if (i > 0 && shape[i - 1] == '\0')
            {
                shown.Push(shape[i--]);
                continue;
            }

            shown.Push(left > 0 ? stored[--left] : '0');
            // The foremost takes all digits the shape has no place for.
            while (i == first && left > 0)
                shown.Push(stored[--left]);
        }

        return new([.. shown]);
    }

    private int FirstZero()
    {
        var at = 0;
        while (shape[at] == '\0')
            at += 2;
        return at;
    }
}
