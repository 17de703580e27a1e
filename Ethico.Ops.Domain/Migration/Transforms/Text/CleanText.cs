using System.Buffers;
using System.Globalization;
using System.Text;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// What the database can hold of a cell, as text and never as markup: line ends become LF, control characters but tab and LF go, a NUL is
/// an error. Half of a surrogate pair becomes U+FFFD and is counted among the control characters: said, not silent.
/// </summary>
public static class CleanText
{
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(c => (char)c).Where(c => char.IsControl(c) && c is not ('\t' or '\n'))]);

    public static string Of(string text)
    {
        var faults = default(TransformFaults);
        return Of(text, ref faults);
    }

    internal static string Of(string text, ref TransformFaults faults)
    {
        var span = text.AsSpan();
        return span.IndexOfAny(Controls) < 0 && span.IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Cleaned(text, ref faults);
    }

    private static string Cleaned(string text, ref TransformFaults faults)
    {
        var clean = new StringBuilder(text.Length);
        var removed = 0;
        var hasNul = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is '\r' or '\u0085')
            {
                if (!(c is '\r' && i + 1 < text.Length && text[i + 1] is '\n'))
                    clean.Append('\n');
            }
            else if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                clean.Append(c).Append(text[++i]);
            }
            else if (char.IsSurrogate(c))
            {
                clean.Append('\uFFFD');
                removed++;
            }
            else if (c is '\t' or '\n' || !char.IsControl(c))
            {
                clean.Append(c);
            }
            else
            {
                hasNul |= c is '\0';
                removed++;
            }
        }

        if (hasNul)
            faults.Error(TransformCodes.NulInCell, "The cell holds a NUL character, which no database text can.");
        else if (removed > 0)
            faults.Add(new(TransformCodes.ControlCharacters, FaultWeight.Information, string.Create(CultureInfo.InvariantCulture, $"{removed:N0} {(removed == 1 ? "control character was" : "control characters were")} removed.")));
        var made = clean.ToString();
        return string.Equals(made, text, StringComparison.Ordinal) ? text : made;
    }
}
